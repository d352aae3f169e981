import MarkdownIt, { type Token } from 'markdown-it';
import { anchorOf } from '../../libs/queue-job-cli/src/explain/anchor.ts';

/** A link or a picture of a page. */
export interface Reference {
  readonly kind: 'link' | 'image';
  /** As it is written: `../README.md#settings`. */
  readonly target: string;
  /** What is shown of it: a link's text, what a picture is read as. */
  readonly text: string;
}

export interface Heading {
  /** 1 for the page's title. */
  readonly level: number;
  readonly text: string;
  /** What a link to it has after `#`. */
  readonly slug: string;
}

/** What of a page leads to others, and what others can lead to. */
export interface Page {
  readonly headings: readonly Heading[];
  readonly references: readonly Reference[];
  /** The headings, and of every item of a list the first link, in the order in which they stand there. */
  readonly outline: readonly (Heading | Reference)[];
}

const parser = new MarkdownIt({ html: true });

/** Pictures that Markdown cannot say: one for light and one for dark. */
const HTML_IMAGE = /<(?:img|source)\s[^>]*?\b(?:src|srcset)="(?<target>[^"]+)"[^>]*>/g;
const ALT = /\balt="(?<alt>[^"]*)"/;

/** Reads Markdown as GitHub does. */
export function readPage(markdown: string): Page {
  const tokens = parser.parse(markdown, {});
  const slugs = new Map<string, number>();
  const outline: (Heading | Reference)[] = [];
  const references: Reference[] = [];
  let level = 0;
  let isInItem = false;
  for (const token of tokens) {
    if (token.type === 'heading_open') level = Number(token.tag.slice(1));
    if (token.type === 'heading_close') level = 0;
    if (token.type.startsWith('list_item')) isInItem = token.nesting === 1;
    if (token.type === 'inline' && level > 0) outline.push(headingOf(token, level, slugs));
    const found = referencesIn(token);
    references.push(...found);
    const first = found.find(({ kind }) => kind === 'link');
    if (isInItem && first !== undefined) {
      outline.push(first);
      isInItem = false;
    }
  }
  return {
    headings: outline.filter((entry): entry is Heading => 'slug' in entry),
    references,
    outline,
  };
}

function headingOf(token: Token, level: number, slugs: Map<string, number>): Heading {
  const text = textOf(token.children ?? []);
  const slug = anchorOf(text);
  const count = slugs.get(slug) ?? 0;
  slugs.set(slug, count + 1);
  return { level, text, slug: count === 0 ? slug : `${slug}-${count}` };
}

function referencesIn({ type, content, children }: Token): Reference[] {
  if (type === 'html_block' || type === 'html_inline') return imagesIn(content);
  const references: Reference[] = [];
  for (const [index, child] of (children ?? []).entries()) {
    if (child.type === 'link_open') {
      const inside = children!.slice(index + 1);
      const text = textOf(
        inside.slice(
          0,
          inside.findIndex((next) => next.type === 'link_close'),
        ),
      );
      references.push({ kind: 'link', target: child.attrGet('href') ?? '', text });
    } else if (child.type === 'image') {
      references.push({ kind: 'image', target: child.attrGet('src') ?? '', text: child.content });
    } else {
      references.push(...referencesIn(child));
    }
  }
  return references;
}

function imagesIn(html: string): Reference[] {
  const tags = [...html.matchAll(HTML_IMAGE)];
  const text = tags.map(([tag]) => ALT.exec(tag)?.groups?.['alt']).find(Boolean) ?? '';
  return tags.map(({ groups }) => ({ kind: 'image', target: groups!['target']!, text }));
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
}

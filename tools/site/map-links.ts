import type MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { posix } from 'node:path';
import { findPages, placeOf, placeOfPicture } from './pages.ts';
import { placeOfTarget, resolveTarget } from './target.ts';

/** A picture beside the page, which Vite takes for a package when it does not begin with a dot. */
const BESIDE = /\b(src|srcset)="(?=\w[^":]*")/g;

/** For markdown-it: lets the links of the repository's pages, which are as GitHub follows them, lead to where the site has it. */
export function mapLinks(md: MarkdownIt): void {
  const pages = findPages();
  const sources = new Map(pages.map((page) => [placeOf(page), page]));
  md.core.ruler.push('map-links', ({ tokens, env }) => {
    const { relativePath = '' } = env as { relativePath?: string };
    const page = sources.get(relativePath);
    if (page === undefined) return;
    mapTokens(tokens, {
      link: (href) => mapped(page, href, pages),
      picture: (source) => mappedPicture(page, source),
    });
  });
}

interface Maps {
  readonly link: (href: string) => string;
  readonly picture: (source: string) => string;
}

function mapTokens(tokens: readonly Token[], map: Maps): void {
  for (const token of tokens) {
    if (token.type === 'link_open') token.attrSet('href', map.link(token.attrGet('href') ?? ''));
    if (token.type === 'image') token.attrSet('src', map.picture(token.attrGet('src') ?? ''));
    if (token.type.startsWith('html')) token.content = token.content.replace(BESIDE, '$1="./');
    mapTokens(token.children ?? [], map);
  }
}

function mapped(page: string, href: string, pages: readonly string[]): string {
  const target = href.startsWith('#') ? undefined : resolveTarget(page, href);
  if (target === undefined) return href;
  const place = placeOfTarget(target.path, pages);
  // What is not there stays as it is, and is told of as a dead link.
  if (place === undefined) return href;
  return encodeURI(posix.relative(posix.dirname(placeOf(page)), place)) + target.hash;
}

function mappedPicture(page: string, source: string): string {
  const target = resolveTarget(page, source);
  if (target === undefined) return source;
  return `./${encodeURI(posix.relative(posix.dirname(placeOf(page)), placeOfPicture(target.path)))}`;
}

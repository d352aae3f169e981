/** A heading of the page, and what stands below it. */
export interface Entry {
  /** The heading itself, such as `QueueAccessError` or `Exit code 20`. */
  readonly name: string;
  /** The heading above it, such as `Storage`. */
  readonly part: string;
  readonly passages: readonly Passage[];
}

/** What is said of some texts, or of the entry as a whole. */
export interface Passage {
  /** The texts as they are printed, with `<…>` for what is filled in; empty for what is said of the whole. */
  readonly texts: readonly string[];
  /** Paragraphs and items of lists, each one line without its marks. */
  readonly advice: readonly string[];
}

/** The part in which texts stand as examples, not as all that are like them. */
export const SYMPTOMS = 'By symptom';

const FENCE = '```';

/** Reads the page: a part below each `##`, an entry below each `###`, texts in its fences. */
export function readEntries(markdown: string): readonly Entry[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [intro = '', ...sections] = part.split(/^### /m);
      return sections.map((section) => {
        const [name = '', ...lines] = section.split('\n');
        return { name: name.trim(), part: intro.split('\n')[0]!.trim(), passages: passages(lines) };
      });
    });
}

function passages(lines: readonly string[]): Passage[] {
  const found: { texts: string[]; advice: string[] }[] = [{ texts: [], advice: [] }];
  let isFence = false;
  let isOpen = false;
  for (const line of lines) {
    if (line.startsWith(FENCE)) {
      isFence = !isFence;
      if (isFence) found.push({ texts: [], advice: [] });
    } else if (isFence) found.at(-1)!.texts.push(line);
    else if (line.trim() === '') isOpen = false;
    else {
      const { advice } = found.at(-1)!;
      // A line that goes on with the paragraph or the item before it.
      if (isOpen && !/^\s*- /.test(line)) advice.push(`${advice.pop()} ${line.trim()}`);
      else advice.push(line);
      isOpen = true;
    }
  }
  return found
    .filter(({ texts, advice }) => texts.length + advice.length > 0)
    .map(({ texts, advice }) => ({ texts, advice: advice.map(plain) }));
}

/** Without the marks of Markdown that are of no use to a terminal; links become what can be followed there. */
function plain(line: string): string {
  return line
    .replaceAll(/\[([^\]]+)\]\(#([^)]+)\)/g, (_link, text, anchor) => `${text} (explain ${anchor})`)
    .replaceAll(/\[([^\]]+)\]\([./]*([^)#]+)[^)]*\)/g, (_link, text, path) => `${text} (${path})`)
    .replaceAll('**', '')
    .replaceAll('`', '');
}

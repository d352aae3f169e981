/** A fenced code block of a page. */
export interface CodeBlock {
  readonly page: string;
  /** The number of the fence's line, from 1; the text's first line is the next. */
  readonly line: number;
  /** The first word after the fence; empty when there is none. */
  readonly language: string;
  readonly text: string;
  /** What a comment before the fence says of it: `<!-- file: src/main.ts -->`. */
  readonly file?: string;
}

const FENCE = /^(?<indent>[\s>]*)(?<fence>`{3,}|~{3,})\s*(?<language>[^\s`]*)[^`]*$/;
const FILE_COMMENT = /^[\s>]*<!--\s*file:\s*(?<file>\S+)\s*-->\s*$/;

/**
 * Finds the fenced code blocks of a page, also those in lists and quotes.
 *
 * @throws when a block has no end, or a file comment no block: what is not recognized must not pass for checked
 */
export function extractCodeBlocks(page: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split(/\r?\n/);
  let file: string | undefined;
  for (let index = 0; index < lines.length; index++) {
    const comment = FILE_COMMENT.exec(lines[index]!)?.groups?.['file'];
    const opening = FENCE.exec(lines[index]!)?.groups as Fence | undefined;
    if (comment !== undefined) {
      file = comment;
    } else if (opening !== undefined) {
      const end = lines.findIndex((line, at) => at > index && closes(line, opening));
      if (end < 0) throw new Error(`${page}:${index + 1} The code block is never closed.`);
      blocks.push({
        page,
        line: index + 1,
        language: opening.language,
        text: lines
          .slice(index + 1, end)
          .map((line) => unindent(line, opening))
          .join('\n'),
        ...(file === undefined ? {} : { file }),
      });
      file = undefined;
      index = end;
    } else if (file !== undefined && lines[index]!.trim() !== '') {
      throw new Error(`${page}:${index + 1} No code block follows the comment "file: ${file}".`);
    }
  }
  return blocks;
}

interface Fence {
  readonly indent: string;
  readonly fence: string;
  readonly language: string;
}

function closes(line: string, { fence }: Fence): boolean {
  const text = line.replace(/^[\s>]*/, '').trimEnd();
  return text.length >= fence.length && text === fence[0]!.repeat(text.length);
}

function unindent(line: string, { indent }: Fence): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.replace(/^[\s>]*/, '');
}

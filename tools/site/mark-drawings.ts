import type MarkdownIt from 'markdown-it';

/**
 * For markdown-it: marks a paragraph that is nothing but a picture. On a narrow screen it can be scrolled sideways, by keyboard too, as its
 * letters would be too small to read.
 */
export function markDrawings(md: MarkdownIt): void {
  md.core.ruler.push('mark-drawings', ({ tokens }) => {
    for (const [index, { type, children }] of tokens.entries()) {
      if (type !== 'inline' || children?.length !== 1 || children[0]!.type !== 'image') continue;
      tokens[index - 1]!.attrSet('class', 'drawing');
      tokens[index - 1]!.attrSet('tabindex', '0');
    }
  });
}

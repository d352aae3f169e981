import type MarkdownIt from 'markdown-it';

/** For markdown-it: lets double braces in a text be read, which Vue, to which every page is a template, would take for its own. */
export function keepBraces(md: MarkdownIt): void {
  md.renderer.rules.text = (tokens, index) =>
    md.utils.escapeHtml(tokens[index]!.content).replaceAll('{{', '&#123;&#123;');
}

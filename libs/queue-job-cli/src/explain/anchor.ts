/** What a heading is called in links, as GitHub has it: `Exit code 20` → `exit-code-20`. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation}\s-]/gu, '')
    .replaceAll(/\s/g, '-');
}

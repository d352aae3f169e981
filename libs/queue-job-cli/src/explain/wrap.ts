/** A text in lines of so many characters, with the indent of a list's item kept. */
export function wrap(text: string, width: number): string[] {
  const indent = /^\s*(?:- )?/.exec(text)![0];
  const rows = [indent];
  for (const word of text.slice(indent.length).split(' ')) {
    const row = rows.at(-1)!;
    const isEmpty = row.trim() === '' || row === indent;
    if (!isEmpty && row.length + 1 + word.length > width) {
      rows.push(' '.repeat(indent.length) + word);
    } else rows[rows.length - 1] = isEmpty ? row + word : `${row} ${word}`;
  }
  return rows;
}

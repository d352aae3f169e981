/** Blanks of every kind, among them what ends a line. */
const BLANKS = /\s+/g;
const LINE_END = /[\t\n\v\f\r\u2028\u2029]/;

/** What ends a line, moves a terminal's cursor, or turns round the order in which a text is read. */
const UNPRINTABLE = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/**
 * Makes of a text that somebody else wrote one that may stand in a log: one line, no control characters, well-formed, and
 * at most `longest` characters, the last of which then shows that something is missing.
 */
export function printable(text: string, longest: number): string {
  const start = text.slice(0, 4 * longest);
  const line = start
    .replace(BLANKS, (blanks) => (LINE_END.test(blanks) ? ' ' : blanks))
    .replace(UNPRINTABLE, escaped)
    .toWellFormed();
  return line.length > longest || start.length < text.length
    ? `${line.slice(0, longest - 1).toWellFormed()}…`
    : line;
}

/** JSON that means the same, without what JSON lets stand as it is and terminals obey. */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, escaped);
}

/** As JSON and JavaScript write a character that they cannot show: `\u001b`. */
export function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

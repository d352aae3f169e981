import { createHash } from 'node:crypto';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** When everything happens on a page. */
const TIME = new Date('2026-11-28T03:04:05Z');

/** What differs from run to run, and what is shown for it. An age in a table keeps its width. */
const PASSING: readonly (readonly [RegExp, string | ((age: string) => string)])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, TIME.toISOString()],
  [/(?<="timestamp":)\d+/g, String(TIME.getTime())],
  [/(?<="pid":)\d+/g, '1'],
  [/(?<="duration":)\d+/g, '40'],
  [/\b\d+ ms\b/g, '40 ms'],
  [/(?<=[ (])(?:\d+m )?\d+[ms](?=$| {2}| ago)(?: {2,})?/gm, (age) => '7m'.padEnd(widthOf(age))],
  // What follows the first line of a stack, in JSON and on lines of its own.
  [/(?:\\n {4}at [^"]*)+(?=")/g, '\\n    at …'],
  [/(?:\n {6}at .*)+/g, '\n      at …'],
];

const widthOf = (age: string) => (age.endsWith(' ') ? age.length : 0);

/** Makes texts the same in every run: ids become others, each always the same one, and times one time. */
export class Stable {
  readonly #shown: Map<string, string>;

  /** @param names what is shown for names that are known before */
  constructor(names: Readonly<Record<string, string>>) {
    this.#shown = new Map(Object.entries(names));
  }

  /** What is shown for an id: the first, second, … that there is. */
  shownFor(id: string): string {
    const known = this.#shown.get(id);
    if (known !== undefined) return known;
    const hex = createHash('sha256').update(String(this.#shown.size)).digest('hex');
    const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    const shown = [...groups, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
    this.#shown.set(id, shown);
    return shown;
  }

  /** The real beginning of an id of which the shown one was typed; any other word as it is. */
  realFor(word: string): string {
    for (const [real, shown] of this.#shown) {
      if (word.length >= 8 && shown.startsWith(word)) return real.slice(0, word.length);
    }
    return word;
  }

  show(text: string): string {
    const named = [...this.#shown]
      .filter(([real]) => real.search(UUID) === -1)
      .reduce((shown, [real, name]) => shown.replaceAll(real, name), text);
    const identified = named.replaceAll(UUID, (id) => this.shownFor(id));
    return PASSING.reduce(
      (shown, [pattern, constant]) => shown.replaceAll(pattern, constant as string),
      identified,
    );
  }
}

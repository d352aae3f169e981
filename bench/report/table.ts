import type { Summary } from '../measure/statistics.ts';

/** A table as people read it. */
export interface Table {
  readonly title: string;
  /** What one should know to read it. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What is, or stands for, a figure. */
const FIGURE = /^(?:[-≤≥=] ?)?\d|^–$/;

/** As Markdown, with its columns wide enough to be read in a terminal as well: words to the left, figures to the right. */
export function tableText({ title, about, columns, rows }: Table): string {
  const widths = columns.map((name, at) =>
    Math.max(3, ...[name, ...rows.map((row) => row[at]!)].map(({ length }) => length)),
  );
  const isRight = columns.map((_, at) => at > 0 && rows.every((row) => FIGURE.test(row[at]!)));
  const cell = (text: string, at: number) =>
    isRight[at] ? text.padStart(widths[at]!) : text.padEnd(widths[at]!);
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = widths.map(
    (width, at) => '-'.repeat(width - (isRight[at] ? 1 : 0)) + (isRight[at] ? ':' : ''),
  );
  return [`### ${title}`, '', about, '', line(columns), line(rule), ...rows.map(line), ''].join(
    '\n',
  );
}

/** A number with a unit and how far the middle half of the measurements lies around it: `112 ms ± 3`. */
export function amount({ median, low, high }: Summary, unit: string): string {
  return `${figure(median)} ${unit} ± ${figure((high - low) / 2)}`;
}

/** A ratio, the same way: `0.89 ± 0.02`. */
export function ratio({ median, low, high }: Summary): string {
  return `${median.toFixed(2)} ± ${((high - low) / 2).toFixed(2)}`;
}

/** Three digits that matter, and no more than the measurement has. */
export function figure(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(3, digits));
}

/** A part of one, in percent. */
export function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}

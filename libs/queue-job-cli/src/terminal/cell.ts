import type { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** A piece of a line: its text, and how it looks where colours are shown. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

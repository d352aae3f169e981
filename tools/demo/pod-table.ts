import { reactionTo } from './kubernetes.ts';
import type { PodEnd } from './pod.ts';
import type { Cell } from './screen.ts';

/** A pod that has ended, and what it was about. */
export interface PodRow {
  readonly number: number;
  /** Whose event it had; absent when there was none. */
  readonly event?: string | undefined;
  readonly end: PodEnd;
}

/** In characters, in the order of the columns; a negative width aligns to the right. */
const WIDTHS = [-3, 8, 8, 13, -4, 42, -6] as const;
const GAP = '  ';

const STYLES: Readonly<Record<string, NonNullable<Cell['style']>>> = {
  completed: 'green',
  released: 'yellow',
  aborted: 'yellow',
  poisoned: 'red',
};

/** The line above the rows. */
export function podTableHeader(): Cell[] {
  const titles = ['Pod', 'Event', 'Delivery', 'Outcome', 'Exit', 'Kubernetes', 'Time'];
  return align(titles.map((text) => ({ text, style: 'dim' })));
}

/** How a pod ended, in one line. */
export function podRow({ number, event = '-', end }: PodRow, maxDequeueCount: string): Cell[] {
  const { exitCode, terminationMessage, duration } = end;
  const delivery = terminationMessage?.deliveries[0];
  const outcome = delivery?.outcome ?? (exitCode === 0 ? 'nothing to do' : 'unknown');
  const style = STYLES[outcome] ?? (exitCode === 0 ? 'dim' : 'red');
  return align([
    { text: String(number) },
    { text: event, style: 'bold' },
    { text: delivery === undefined ? '-' : `${delivery.dequeueCount} of ${maxDequeueCount}` },
    { text: outcome, style },
    { text: String(exitCode), style },
    { text: reactionTo(exitCode) },
    { text: `${(duration / 1000).toFixed(1)} s`, style: 'dim' },
  ]);
}

/** In characters: where the words of a row begin. */
export const DETAIL_INDENT = -WIDTHS[0] + GAP.length;

function align(cells: readonly Cell[]): Cell[] {
  return cells.flatMap(({ text, ...look }, column) => {
    const width = WIDTHS[column]!;
    const aligned = width < 0 ? text.padStart(-width) : text.padEnd(width);
    return [{ text: column === 0 ? '' : GAP }, { text: aligned, ...look }];
  });
}

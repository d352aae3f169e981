import type { Summary } from '../measure/statistics.ts';
import type { Table } from './table.ts';
import { ratio } from './table.ts';

/** What a measurement should be, and was. */
export interface Target {
  readonly what: string;
  readonly measured: Summary;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Whether the middle of the measurements keeps the bounds. */
export function holds({ measured, atMost = Infinity, atLeast = -Infinity }: Target): boolean {
  return measured.median <= atMost && measured.median >= atLeast;
}

export function targetTable(targets: readonly Target[]): Table {
  return {
    title: 'Targets',
    about: 'Middle of the measurements, and half the width of their middle half.',
    columns: ['what', 'target', 'measured', 'holds'],
    rows: targets.map((target) => [
      target.what,
      boundsOf(target),
      ratio(target.measured),
      holds(target) ? 'yes' : 'NO',
    ]),
  };
}

function boundsOf({ atMost, atLeast }: Target): string {
  if (atMost !== undefined && atMost === atLeast) return `= ${atMost}`;
  return [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
  ].join(', ');
}

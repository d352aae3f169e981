import { formatDuration } from './duration-text.js';
import type { PlanResult } from './plan-result.js';
import { resample, roundUp } from './resample.js';

/** In characters, so that a line never exceeds 80. */
const COLUMNS = 68;
const MARGIN = 9;
const ROWS = 6;

/** Draws what waited and what ran over time, in plain characters. */
export function drawTerminalPlot(result: PlanResult): string {
  const end = result.duration * 1_000;
  const draw = (title: string, of: 'waiting' | 'pods') => [
    title,
    ...bars(resample(result.timeline, end, { until: end, count: COLUMNS, of })),
  ];
  const axis = `0${formatDuration(roundToSeconds(end)).padStart(COLUMNS - 1)}`;
  return [
    result.setting.label,
    '',
    ...draw('waiting messages', 'waiting'),
    '',
    ...draw('running pods', 'pods'),
    `${' '.repeat(MARGIN + 1)}${axis}`,
  ].join('\n');
}

const roundToSeconds = (milliseconds: number) => Math.round(milliseconds / 1_000) * 1_000;

function bars(values: readonly number[]): string[] {
  const top = roundUp(Math.max(...values));
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const threshold = ((ROWS - row - 0.5) / ROWS) * top;
    const label = row === 0 ? String(top) : '';
    const cells = values.map((value) => (value >= threshold ? '#' : ' ')).join('');
    return `${label.padStart(MARGIN - 1)} |${cells}`.trimEnd();
  });
  // What is there, but too little for a row, still shows.
  const base = values.map((value) => (value > 0 ? '_' : '-')).join('');
  return [...rows, `${'0'.padStart(MARGIN - 1)} +${base}`];
}

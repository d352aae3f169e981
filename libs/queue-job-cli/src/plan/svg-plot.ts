import { formatDuration } from './duration-text.js';
import type { PlanResult } from './plan-result.js';
import { resample, roundUp, timeStep } from './resample.js';

const WIDTH = 840;
const LEFT = 48;
const RIGHT = 16;
const TOP = 40;
const PANEL = { title: 24, height: 72, gap: 14 } as const;
const BOTTOM = 28;
/** In pixels of the plot's width for one step of a line. */
const STEP = 2;
/** Of the time axis, at most. */
const MOST_TICKS = 8;

/** Colours that people with any kind of colour vision can tell apart (Okabe and Ito). */
const COLOURS = { pods: '#0072b2', waiting: '#d55e00', ink: '#222222', grid: '#dddddd' } as const;

const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PANEL_STRIDE = PANEL.title + PANEL.height + PANEL.gap;

/** Draws running pods and waiting messages over time, one panel for each setting, all to the same scale. */
export function drawSvgPlot(title: string, results: readonly PlanResult[]): string {
  const until = Math.max(...results.map(({ duration }) => duration * 1_000), 1);
  const panels = results.map((result) => samples(result, until));
  const top = roundUp(Math.max(...panels.flatMap(({ pods, waiting }) => [...pods, ...waiting])));
  const height = TOP + results.length * PANEL_STRIDE + BOTTOM;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="12" fill="${COLOURS.ink}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...legend(title),
    ...panels.flatMap((panel, index) => drawPanel(panel, TOP + index * PANEL_STRIDE, top)),
    ...timeAxis(until, height - BOTTOM),
    '</svg>',
  ].join('\n')}\n`;
}

interface Panel {
  readonly result: PlanResult;
  readonly pods: readonly number[];
  readonly waiting: readonly number[];
}

function samples(result: PlanResult, until: number): Panel {
  const count = PLOT_WIDTH / STEP;
  const sample = (of: 'pods' | 'waiting') =>
    resample(result.timeline, result.duration * 1_000, { until, count, of });
  return { result, pods: sample('pods'), waiting: sample('waiting') };
}

function legend(title: string): string[] {
  const entry = (x: number, colour: string, text: string) => [
    `<rect x="${x}" y="12" width="12" height="12" fill="${colour}"/>`,
    `<text x="${x + 18}" y="22">${text}</text>`,
  ];
  return [
    `<text x="${LEFT}" y="22" font-weight="bold">${escape(title)}</text>`,
    ...entry(WIDTH - 260, COLOURS.pods, 'running pods'),
    ...entry(WIDTH - 150, COLOURS.waiting, 'waiting messages'),
  ];
}

function drawPanel({ result, pods, waiting }: Panel, y: number, top: number): string[] {
  const base = y + PANEL.title + PANEL.height;
  const points = (values: readonly number[]) =>
    values.map((value, index) => {
      const at = base - (value / top) * PANEL.height;
      return `${LEFT + index * STEP},${Number(at.toFixed(1))}`;
    });
  const area = [`${LEFT},${base}`, ...points(pods), `${LEFT + PLOT_WIDTH},${base}`];
  return [
    `<text x="${LEFT}" y="${y + 16}">${escape(caption(result))}</text>`,
    `<path d="M${LEFT} ${base - PANEL.height}h${PLOT_WIDTH}M${LEFT} ${base}h${PLOT_WIDTH}" stroke="${COLOURS.grid}"/>`,
    `<text x="${LEFT - 6}" y="${base - PANEL.height + 4}" text-anchor="end">${top}</text>`,
    `<text x="${LEFT - 6}" y="${base + 4}" text-anchor="end">0</text>`,
    `<polygon points="${area.join(' ')}" fill="${COLOURS.pods}" fill-opacity="0.45"/>`,
    `<polyline points="${points(waiting).join(' ')}" fill="none" stroke="${COLOURS.waiting}" stroke-width="1.5"/>`,
  ];
}

function caption({ setting, pods, emptyPods, wait }: PlanResult): string {
  const mean = wait === undefined ? 'nothing received' : `mean wait ${wait.mean.toFixed(0)} s`;
  return `${setting.label}: ${pods} pods, ${emptyPods} found nothing, ${mean}`;
}

function timeAxis(until: number, y: number): string[] {
  const step = timeStep(until / MOST_TICKS);
  return Array.from({ length: Math.floor(until / step) + 1 }, (_, tick) => {
    const x = LEFT + ((tick * step) / until) * PLOT_WIDTH;
    const text = formatDuration(tick * step);
    return `<text x="${Number(x.toFixed(1))}" y="${y + 12}" text-anchor="middle">${text}</text>`;
  });
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

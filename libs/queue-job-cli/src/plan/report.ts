import { formatDuration } from './duration-text.js';
import type { TimeRange } from './chance.js';
import type { PlanRequest } from './make-plans.js';
import { describeEnd } from './plan.messages.js';
import { PLAN_END, type PlanResult, type StorageRequests } from './plan-result.js';
import { PRESETS } from './scaling-choice.js';
import { drawTerminalPlot } from './terminal-plot.js';

const REQUESTS = [
  'receives',
  'deletes',
  'renewals',
  'releases',
  'poisonSends',
  'peeks',
  'counts',
] as const satisfies readonly (keyof StorageRequests)[];

/** Tells a person what the settings make of the load: two tables, what did not come to an end, and the plots asked for. */
export function report(request: PlanRequest, results: readonly PlanResult[]): string {
  const ends = results.flatMap((result) => describeEnd(result) ?? []);
  const plotted = { none: [], first: results.slice(0, 1), all: results }[request.options.plot];
  return [
    describeLoad(request),
    table(OUTCOME_COLUMNS, results),
    table(REQUEST_COLUMNS, results),
    ...(results.some(isPreset) ? ['* a preset of the chart'] : []),
    ...(ends.length > 0 ? [ends.join('\n')] : []),
    ...plotted.map(drawTerminalPlot),
  ].join('\n\n');
}

/** The same for a script, as a value for JSON and without the timelines. */
export function toJson({ options }: PlanRequest, results: readonly PlanResult[]): object {
  return {
    seed: options.seed,
    results: results.map(({ timeline: _timeline, setting, ...figures }) => {
      const { label, maxMessages, ...settings } = setting;
      // JSON knows no Infinity.
      const most = maxMessages === Infinity ? 'Infinity' : maxMessages;
      return { label, setting: { ...settings, maxMessages: most }, ...figures };
    }),
  };
}

/** The load in a few words. */
export function describeMessages({ options, plans }: PlanRequest): string {
  const { burst, for: within, delay, work } = options;
  const spread = plans[0]!.load.arrivals.length - burst;
  const count = (messages: number) => `${messages} message${messages === 1 ? '' : 's'}`;
  const parts = [
    ...(burst > 0 ? [`${count(burst)} at once`] : []),
    ...(spread > 0 ? [`${count(spread)} over ${formatDuration(within)}`] : []),
  ];
  const ahead = delay > 0 ? `, scheduled ${formatDuration(delay)} ahead` : '';
  const percent = (share: number, what: string) =>
    share > 0 ? `, ${Number((share * 100).toFixed(2))}% ${what}` : '';
  const failures = percent(options.failureRate, 'fail');
  const crashes = percent(options.crashRate, 'kill their pod');
  return `${parts.join(' and ')}${ahead}, ${formatRange(work)} of work each${failures}${crashes}`;
}

function describeLoad(request: PlanRequest): string {
  const { options } = request;
  const common = [
    ...single('poll', options.poll.map(formatDuration)),
    ...single('max-replicas', options.maxReplicas),
    ...single('queue-length', options.queueLength),
    ...single('max-messages', options.maxMessages),
    ...single('concurrency', options.concurrency),
  ];
  return [
    describeMessages(request),
    `pods run after ${formatRange(options.podStart)} and receive ${formatRange(options.boot)} later; lease ${formatDuration(options.lease)}, retry delay ${formatDuration(options.retryDelay)}`,
    common.join(', '),
  ].join('\n');
}

/** What all settings have in common is told once. */
function single(name: string, values: readonly (string | number)[]): string[] {
  return values.length === 1 ? [`${name} ${values[0]}`] : [];
}

function formatRange({ min, max }: TimeRange): string {
  return min === max ? formatDuration(min) : `${formatDuration(min)} to ${formatDuration(max)}`;
}

type Column = readonly [title: string, cell: (result: PlanResult) => string];

const seconds = (value: number | undefined) =>
  value === undefined ? '-' : `${value.toFixed(value < 100 ? 1 : 0)} s`;

const SETTING: Column = [
  'setting',
  (result) => `${result.setting.label}${isPreset(result) ? ' *' : ''}`,
];

const OUTCOME_COLUMNS: readonly Column[] = [
  SETTING,
  ['pods', ({ pods }) => String(pods)],
  ['empty', ({ emptyPods }) => String(emptyPods)],
  ['mean wait', ({ wait }) => seconds(wait?.mean)],
  ['95% within', ({ wait }) => seconds(wait?.p95)],
  ['done', ({ done }) => String(done)],
  ['poisoned', ({ poisoned }) => String(poisoned)],
  ['pod time', ({ podSeconds }) => `${Math.round(podSeconds)} s`],
  ['over after', (result) => (result.end === PLAN_END.finished ? seconds(result.duration) : '-')],
];

const REQUEST_COLUMNS: readonly Column[] = [
  SETTING,
  ['requests', ({ requests }) => String(REQUESTS.reduce((sum, kind) => sum + requests[kind], 0))],
  ['receive', ({ requests }) => String(requests.receives)],
  ['delete', ({ requests }) => String(requests.deletes)],
  ['renew', ({ requests }) => String(requests.renewals)],
  ['release', ({ requests }) => String(requests.releases)],
  ['poison', ({ requests }) => String(requests.poisonSends)],
  ['KEDA peek', ({ requests }) => String(requests.peeks)],
  ['KEDA count', ({ requests }) => String(requests.counts)],
];

function isPreset({ setting }: PlanResult): boolean {
  return Object.values(PRESETS).includes(setting.label);
}

/** The first column to the left, numbers to the right, two spaces between. */
function table(columns: readonly Column[], results: readonly PlanResult[]): string {
  const rows = [
    columns.map(([title]) => title),
    ...results.map((result) => columns.map(([, cell]) => cell(result))),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

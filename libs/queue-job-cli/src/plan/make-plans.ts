import { burst, spreadAtRandom } from './arrivals.js';
import { Dice } from './chance.js';
import { formatDuration } from './duration-text.js';
import { PlanOptionError } from './plan-option.error.js';
import { noMessages, tooManyMessages, tooManySettings } from './plan.messages.js';
import type { Cluster, Load, Plan, Setting } from './plan.interface.js';
import {
  flagOf,
  MOST_MESSAGES,
  readPlanOptions,
  type PlanOptionTexts,
  type PlanOptionValues,
} from './plan-options.js';
import { PRESETS } from './scaling-choice.js';

/** In milliseconds: what the Job controller and KEDA's cache take to see that a pod has ended. */
const JOB_END = 1_000;

/** More would neither fit a screen nor end soon. */
const MOST_SETTINGS = 12;

/** Options that take several values, beside the strategy. */
const VARIED = ['poll', 'maxReplicas', 'queueLength', 'maxMessages', 'concurrency'] as const;
const COMBINED = ['strategy', ...VARIED] as const;

/** What is compared under which load, and how it is shown. */
export interface PlanRequest {
  readonly options: PlanOptionValues;
  readonly plans: readonly Plan[];
}

/**
 * Makes of options one plan for every combination of their values.
 *
 * @throws PlanOptionError
 */
export function makePlans(texts: PlanOptionTexts): PlanRequest {
  const options = readPlanOptions(withDefaults(texts));
  const load = makeLoad(options);
  const cluster: Cluster = {
    podStart: options.podStart,
    boot: options.boot,
    jobEnd: JOB_END,
    backoffLimit: options.backoffLimit,
  };
  const { seed } = options;
  const plans = makeSettings(options).map((setting) => ({ load, cluster, setting, seed }));
  return { options, plans };
}

/** What one option says about the defaults of others. */
function withDefaults(texts: PlanOptionTexts): PlanOptionTexts {
  const isVaried = VARIED.some((name) => texts[name]?.includes(',') === true);
  return {
    ...texts,
    rate: texts.rate ?? (texts.burst === undefined ? undefined : '0/s'),
    // What was asked for is compared, under the chart's default, not every strategy as well.
    strategy: texts.strategy ?? (isVaried ? PRESETS['accurate'] : undefined),
  };
}

function makeLoad(options: PlanOptionValues): Load {
  const { rate, burst: atStart, for: within, delay, work, seed } = options;
  const spread = Math.round(rate * within);
  const messages = spread + atStart;
  if (messages === 0) throw new PlanOptionError([noMessages()]);
  if (messages > MOST_MESSAGES) {
    throw new PlanOptionError([tooManyMessages(messages, MOST_MESSAGES)]);
  }
  return {
    arrivals: [...burst(atStart), ...spreadAtRandom(spread, within, new Dice(seed))],
    delay,
    work,
    failureRate: options.failureRate,
    crashRate: options.crashRate,
  };
}

function makeSettings(options: PlanOptionValues): Setting[] {
  const counts = COMBINED.map((name) => options[name].length);
  const settings = counts.reduce((product, count) => product * count);
  if (settings > MOST_SETTINGS) {
    throw new PlanOptionError([tooManySettings(settings, MOST_SETTINGS)]);
  }
  const { strategy, poll, maxReplicas, queueLength, maxMessages, concurrency } = options;
  const { lease, retryDelay, maxDequeueCount } = options;
  const varied = COMBINED.filter((name) => options[name].length > 1);
  return combinations<Combination>({
    strategy,
    poll,
    maxReplicas,
    queueLength,
    maxMessages,
    concurrency,
  }).map(({ strategy: { text, ...scaling }, ...counted }) => ({
    label: varied.map((name) => describe(name, { text, ...counted })).join(', ') || text,
    ...scaling,
    pollingInterval: counted.poll,
    maxReplicaCount: counted.maxReplicas,
    queueLength: counted.queueLength,
    maxMessages: counted.maxMessages,
    concurrency: counted.concurrency,
    lease,
    retryDelay,
    maxDequeueCount,
  }));
}

/** One value of each option that takes several. */
type Combination = {
  readonly [Name in (typeof COMBINED)[number]]: PlanOptionValues[Name] extends readonly (infer T)[]
    ? T
    : never;
};

/** Every combination of the values, those of the first key changing last. */
function combinations<T>(lists: { readonly [Key in keyof T]: readonly T[Key][] }): T[] {
  return Object.entries<readonly unknown[]>(lists).reduce<T[]>(
    (all, [key, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }) as T)),
    [{} as T],
  );
}

/** The part of a label that tells one value from others. */
function describe(
  name: (typeof COMBINED)[number],
  { text, poll, ...counts }: Omit<Combination, 'strategy'> & { readonly text: string },
): string {
  if (name === 'strategy') return text;
  const value = name === 'poll' ? formatDuration(poll) : counts[name];
  return `${flagOf(name)} ${value}`;
}

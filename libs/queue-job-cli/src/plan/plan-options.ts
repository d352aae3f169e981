import {
  countOrInfinity,
  duration,
  Fault,
  listOf,
  oneOf,
  rate,
  share,
  timeRange,
  wholeNumber,
  type Reader,
} from './option-reader.js';
import { PlanOptionError } from './plan-option.error.js';
import { COMPARED, scalingChoice } from './scaling-choice.js';

const SECOND = 1_000;
const DAY = 86_400_000;
/** Memory and time stay small up to here. */
export const MOST_MESSAGES = 1_000_000;

/** An option of `queue-job plan`: how it is written, what it means, what it is when it is not given. */
export interface PlanOption<T> {
  readonly value: string;
  readonly meaning: string;
  readonly default: string;
  readonly read: Reader<T>;
}

const option = <T>(
  value: string,
  meaning: string,
  defaultText: string,
  read: Reader<T>,
): PlanOption<T> => ({ value, meaning, default: defaultText, read });

/** All options that say what is planned, in the order of the help. Those in the plural take several values, which are compared. */
export const PLAN_OPTIONS = {
  rate: option('rate', 'messages that arrive one by one, as 20/m', '20/m', rate),
  for: option('duration', 'how long they arrive', '10m', duration()),
  burst: option(
    'messages',
    'messages that are there at the start; without --rate they are all',
    '0',
    wholeNumber({ least: 0, most: MOST_MESSAGES }),
  ),
  delay: option('duration', 'how far ahead all messages are scheduled', '0s', duration()),
  work: option('duration', 'how long an execution takes, as 30s or 20s-60s', '20s-60s', timeRange),
  failureRate: option('share', 'executions that fail, as 5%', '0%', share),
  crashRate: option('share', 'executions whose pod is killed', '0%', share),
  podStart: option(
    'duration',
    'from a pod to its running container: scheduling, image pull',
    '2s-6s',
    timeRange,
  ),
  boot: option('duration', 'from the container to its first receive', '0.5s-2s', timeRange),
  lease: option('duration', 'VisibilityTimeout', '30s', duration({ least: SECOND, most: 7 * DAY })),
  retryDelay: option('duration', 'RetryDelay', '0s', duration({ least: 0, most: 7 * DAY })),
  maxDequeueCount: option('count', 'MaxDequeueCount', '5', wholeNumber({ least: 1, most: 1_000 })),
  backoffLimit: option(
    'count',
    'backoffLimit of the job: killed pods it replaces',
    '4',
    wholeNumber({ least: 0, most: 100 }),
  ),
  strategy: option(
    'choices',
    'strategy and what is counted, or presets of the chart, as accurate/visibleonly+gate,inFlight',
    COMPARED.join(','),
    listOf(scalingChoice),
  ),
  poll: option(
    'durations',
    'pollingInterval',
    '10s',
    listOf(duration({ least: SECOND, most: DAY })),
  ),
  maxReplicas: option(
    'counts',
    'maxReplicaCount',
    '30',
    listOf(wholeNumber({ least: 1, most: 10_000 })),
  ),
  queueLength: option(
    'counts',
    "the trigger's queueLength: messages per job",
    '1',
    listOf(wholeNumber({ least: 1, most: 1_000_000 })),
  ),
  maxMessages: option(
    'counts',
    'MaxMessages',
    '1',
    listOf(countOrInfinity({ least: 1, most: 1_000_000 })),
  ),
  concurrency: option('counts', 'Concurrency', '1', listOf(wholeNumber({ least: 1, most: 1_000 }))),
  seed: option(
    'number',
    'another one gives other random numbers',
    '1',
    wholeNumber({ least: 0, most: 2 ** 32 - 1 }),
  ),
  plot: option(
    'which',
    'draw the first setting, all or none',
    'first',
    oneOf(['first', 'all', 'none']),
  ),
} as const;

type Options = typeof PLAN_OPTIONS;
export type PlanOptionName = keyof Options;

/** An option's name as it is written on a command line, without the dashes before it. */
export const flagOf = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What was given, as text. */
export type PlanOptionTexts = { readonly [Name in PlanOptionName]?: string | undefined };

/** What was given or is the default, read. */
export type PlanOptionValues = {
  readonly [Name in PlanOptionName]: Options[Name] extends PlanOption<infer T> ? T : never;
};

/** @throws PlanOptionError with every fault */
export function readPlanOptions(texts: PlanOptionTexts): PlanOptionValues {
  const values = (Object.keys(PLAN_OPTIONS) as PlanOptionName[]).map((name) => {
    const { read, default: defaultText } = PLAN_OPTIONS[name] as PlanOption<unknown>;
    return [name, read(texts[name] ?? defaultText, flagOf(name))] as const;
  });
  const faults = values.flatMap(([, value]) => (value instanceof Fault ? [value.text] : []));
  if (faults.length > 0) throw new PlanOptionError(faults);
  return Object.fromEntries(values) as PlanOptionValues;
}

import { burst, spreadAtRandom } from './arrivals.js';
import { Dice } from './chance.js';
import { formatDuration } from './duration-text.js';
import { PlanOptionError } from './option.error.js';
import { noMessages, tooManyMessages, tooManySettings } from './plan.messages.js';
import type { Cluster, Load, Plan, Setting } from './plan.interface.js';
import {
  MOST_MESSAGES,
  readPlanOptions,
  type PlanOptionName,
  type PlanOptionTexts,
  type PlanOptionValues,
} from './plan-options.js';
import { PRESETS } from './scaling-choice.js';

/** In milliseconds: what the Job controller and KEDA's cache take to see that a pod has ended. */
const JOB_END = 1_000;

/** More would neither fit a screen nor end soon. */
const MOST_SETTINGS = 12;

/** Options that take several values. */
const VARIED = ['poll', 'maxReplicas', 'queueLength', 'maxMessages', 'concurrency'] as const;

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
  const counts = (['strategy', ...VARIED] as const).map((name) => options[name].length);
  const settings = counts.reduce((product, count) => product * count);
  if (settings > MOST_SETTINGS) {
    throw new PlanOptionError([tooManySettings(settings, MOST_SETTINGS)]);
  }
  return combinations(options);
}

function combinations(options: PlanOptionValues): Setting[] {
  const isVaried = (name: PlanOptionName) => (options[name] as readonly unknown[]).length > 1;
  const several = (['strategy', ...VARIED] as const).filter(isVaried);
  return options.strategy.flatMap(({ text, ...scaling }) =>
    options.poll.flatMap((pollingInterval) =>
      options.maxReplicas.flatMap((maxReplicaCount) =>
        options.queueLength.flatMap((queueLength) =>
          options.maxMessages.flatMap((maxMessages) =>
            options.concurrency.map((concurrency) => {
              const texts = {
                strategy: text,
                poll: `poll ${formatDuration(pollingInterval)}`,
                maxReplicas: `max-replicas ${maxReplicaCount}`,
                queueLength: `queue-length ${queueLength}`,
                maxMessages: `max-messages ${maxMessages}`,
                concurrency: `concurrency ${concurrency}`,
              };
              return {
                label: several.map((name) => texts[name]).join(', ') || text,
                ...scaling,
                pollingInterval,
                maxReplicaCount,
                queueLength,
                maxMessages,
                concurrency,
                lease: options.lease,
                retryDelay: options.retryDelay,
                maxDequeueCount: options.maxDequeueCount,
              };
            }),
          ),
        ),
      ),
    ),
  );
}

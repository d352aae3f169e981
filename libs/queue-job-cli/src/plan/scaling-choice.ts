import { QUEUE_LENGTH_STRATEGIES, type QueueLengthStrategy, type ScalingStrategy } from './keda.js';
import { Fault, type Reader } from './option-reader.js';
import { notUnderstood } from './plan.messages.js';

/** The part of a setting that says how KEDA counts and decides. */
export interface ScalingChoice {
  /** As it is written for an option. */
  readonly text: string;
  readonly strategy: ScalingStrategy;
  readonly queueLengthStrategy: QueueLengthStrategy;
  readonly leaseGate: boolean;
}

/** What the chart offers by name. */
export const PRESETS: Readonly<Record<string, string>> = {
  accurate: 'accurate/visibleonly',
  'accurate+gate': 'accurate/visibleonly+gate',
  inFlight: 'default/all',
};

/** What is compared unless something else is asked for: the chart's presets, then what they are better than. */
export const COMPARED = [
  ...Object.values(PRESETS),
  'default/visibleonly',
  'accurate/all',
  'eager/visibleonly',
] as const;

const CHOICE =
  /^(?:(?<name>default|accurate|eager)|custom:(?<deduction>\d{1,6}):(?<percentage>\d{1,6}(?:\.\d+)?))\/(?<count>\w+?)(?<gate>\+gate)?$/;

const EXPECTED = `a strategy (default, accurate, eager or custom:<deduction>:<percentage>), what is counted (${QUEUE_LENGTH_STRATEGIES.join(
  ' or ',
)}) and, if wanted, +gate, such as accurate/visibleonly+gate; or a preset of the chart: ${Object.keys(PRESETS).join(', ')}`;

/** `accurate/visibleonly+gate`, `custom:2:0.5/all`, or the name of a preset. */
export const scalingChoice: Reader<ScalingChoice> = (input, option) => {
  const text = Object.hasOwn(PRESETS, input) ? PRESETS[input]! : input;
  const { name, deduction, percentage, count, gate } = CHOICE.exec(text)?.groups ?? {};
  const queueLengthStrategy = QUEUE_LENGTH_STRATEGIES.find((known) => known === count);
  if (queueLengthStrategy === undefined) return new Fault(notUnderstood(option, input, EXPECTED));
  const strategy: ScalingStrategy =
    name === undefined
      ? { name: 'custom', deduction: Number(deduction), percentage: Number(percentage) }
      : { name: name as 'default' | 'accurate' | 'eager' };
  return { text, strategy, queueLengthStrategy, leaseGate: gate !== undefined };
};

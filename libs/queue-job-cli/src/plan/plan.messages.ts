import { PLAN_END, type PlanResult } from './plan-result.js';

/** A text of the user's own, short enough to be shown. */
const shown = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

export const notUnderstood = (option: string, text: string, expected: string) =>
  `--${option}: ${shown(text)} is not understood. Give ${expected}.`;

export const outOfBounds = (option: string, text: string, bounds: string) =>
  `--${option}: ${shown(text)} is out of bounds. Give ${bounds}.`;

export const noMessages = () =>
  '--rate, --burst: there is no message to plan for. Give a rate such as --rate 20/m, or a burst such as --burst 100.';

export const tooManyMessages = (messages: number, most: number) =>
  `--rate, --for, --burst: ${messages} messages are more than a simulation takes, ${most}. Lower --rate, --for or --burst: a part of the load shows the same.`;

export const tooManySettings = (settings: number, most: number) =>
  `${settings} settings are more than one table compares, ${most}. Give fewer values to --strategy, --poll, --max-replicas, --queue-length, --max-messages or --concurrency.`;

export const notWritten = (path: string, code: string | undefined) =>
  `--svg: ${path} cannot be written (${code}). Name a file in a folder that exists and that you may write to.`;

/** What has to be known of a simulation that did not come to its end; nothing for one that did. */
export function describeEnd({ end, setting, messages, done, poisoned, duration }: PlanResult) {
  const left = messages - done - poisoned;
  switch (end) {
    case PLAN_END.finished:
      return undefined;
    case PLAN_END.starved:
      return `${setting.label}: ${left} of ${messages} messages are never received, because no poll starts a pod for so few. Lower the strategy's deduction, or take another strategy.`;
    case PLAN_END.cut:
      return `${setting.label}: given up after ${Math.round(duration)} s of simulated time with ${left} of ${messages} messages left; the figures are of that time. The simulation takes too many steps: lower --rate, --for or --burst, or raise --poll or --max-replicas.`;
  }
}

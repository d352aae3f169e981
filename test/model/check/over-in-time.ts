import type { Facts, ProcessFacts } from './facts.ts';
import { ABORT_PATIENCE } from './settled-after-execution.ts';
import { SETTLE_PATIENCE } from './settled-in-the-end.ts';
import { ranBetween } from './time.ts';

/** In milliseconds: the longest pause between two tries to receive. */
const RECEIVE_PAUSE = 1_500;

/** Every process that does not crash comes to its end, and within bounded time of its own once it is told to stop. */
export function overInTime({ processes }: Facts): string[] {
  return processes.flatMap((process) => {
    const { number, stopped, crashed, ended } = process;
    if (crashed !== undefined) return [];
    if (ended === undefined) return [`p${number} never ended.`];
    if (stopped === undefined) return [];
    const time = ranBetween(process, stopped.at, ended.at);
    const bound = longestEnd(process);
    return time <= bound ? [] : [`p${number} ended ${time} ms after the stop, not ${bound}.`];
  });
}

/**
 * In milliseconds: how long a process may go on after it was told to stop. First the grace and the patience with an executor
 * that ignores its signal, or a receive under way and the pause after it; then the settling. For that a call under way that
 * saves progress, and one that renews, are waited for; the tries to send a copy or to settle last as long as they may, or
 * there is but one; and the last of them may take as long as a call does, as may the renewal and the deletion after it. A
 * lease that ran out before the execution, or unnoticed, is first renewed, in two tries of half of it at most.
 */
function longestEnd({ started }: ProcessFacts): number {
  const { grace, callBound, lease } = started.settings;
  const executed = Math.max(grace + ABORT_PATIENCE, callBound + RECEIVE_PAUSE);
  const settled = Math.max(SETTLE_PATIENCE, 2 * callBound) + 3 * callBound;
  return executed + settled + 2 * Math.min(callBound, lease / 2);
}

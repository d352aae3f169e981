import type { RunProgress } from '../runner/run-progress.js';

// Why a process ends before the run it was started for, or before its application was closed.

export const uncaughtError = (error: string) => `nobody caught "${error}".`;

export const nothingToWaitFor = () =>
  'nothing was left to wait for; something awaits a promise that never settles.';

export const secondSignal = (signal: NodeJS.Signals) => `a second signal came, ${signal}.`;

export const calledExit = (code: number) => `process.exit(${code}) was called.`;

export const endedBeforeRun = (cause: string, unsettled: RunProgress['unsettled']) =>
  `The process ended before its run did: ${cause} ${inHand(unsettled)}`;

export const endedBeforeClosing = (cause: string) =>
  `The process ended after its run, but before the application was closed: ${cause}`;

function inHand(unsettled: RunProgress['unsettled']): string {
  if (unsettled.length === 0) return 'It knew of no message in hand.';
  const messages = unsettled.map(
    ({ messageId, dequeueCount }) => `${messageId} (delivery ${dequeueCount})`,
  );
  return `In hand, and coming back when their leases run out: ${messages.join(', ')}.`;
}

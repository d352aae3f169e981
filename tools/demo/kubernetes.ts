/** What Kubernetes does about a pod that ended so, under the failure policy of the chart. */
export function reactionTo(exitCode: number): string {
  return REACTIONS[exitCode] ?? 'failure counted, pod replaced after a pause';
}

const REACTIONS: Readonly<Record<number, string>> = {
  0: 'job complete',
  10: 'job failed; the message starts another one',
  11: 'job failed; a person should look',
  12: 'job failed; another consumer has the message',
  143: 'eviction, not counted; pod replaced',
};

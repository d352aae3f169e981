/** A delivery as it is to end: its outcome, and the exit code of its pod. */
export type Ending = readonly [outcome: string, exitCode: number];

/** An event of the story, and what is to become of it. */
export interface StoryEvent {
  readonly name: string;
  readonly body: string;
  readonly fate: string;
  /** One for each delivery. */
  readonly endings: readonly Ending[];
}

/** Events that are sent together. */
export interface Scene {
  readonly title: string;
  readonly events: readonly StoryEvent[];
  /** Its first pod receives SIGTERM while it is at work. */
  readonly isFirstPodEvicted?: boolean;
}

export const QUEUE = 'guardian-events';
export const POISON_QUEUE = `${QUEUE}-poisen`;

/** What the pod template says beside the queue and how to reach it. */
export const SETTINGS = { MaxDequeueCount: '3', ShutdownGracePeriod: '0' } as const;

export const SCENES: readonly Scene[] = [
  {
    title: 'Three events are sent',
    events: [
      event({ name: 'Groot' }, 'succeeds', [['completed', 0]]),
      event({ name: 'Rocket', failures: 1 }, 'fails once, then succeeds', [
        ['released', 10],
        ['completed', 0],
      ]),
      event({ name: 'Thanos', failures: 99 }, 'always fails', [
        ['released', 10],
        ['released', 10],
        ['poisoned', 11],
      ]),
    ],
  },
  {
    title: 'A pod is evicted while it is at work',
    events: [
      event({ name: 'Gamora', forging: 2_000 }, 'its first pod receives SIGTERM', [
        ['aborted', 143],
        ['completed', 0],
      ]),
    ],
    isFirstPodEvicted: true,
  },
  { title: 'A pod finds the queue empty', events: [] },
];

function event(
  {
    name,
    ...rest
  }: { readonly name: string; readonly failures?: number; readonly forging?: number },
  fate: string,
  endings: readonly Ending[],
): StoryEvent {
  const body = JSON.stringify({ type: 'guardian.create', name, ...rest });
  return { name, body, fate, endings };
}

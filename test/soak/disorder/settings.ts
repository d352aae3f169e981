import type { Dice } from './dice.ts';
import type { Settings } from './soak-process.ts';

/** What the jobs of a round have in common. */
export interface Round {
  readonly queueName: string;
  readonly connectionString: string;
  readonly maxDequeueCount: number;
}

/** The settings of one process: a run of one message, or of as many as there are. */
export function throwSettings(dice: Dice, round: Round): Settings {
  const ofOne = dice.chance(0.15);
  return {
    ...settingsOf(round),
    VisibilityTimeout: dice.pick([
      ['2', 3],
      ['3', 1],
      ['5', 1],
    ]),
    // Never as long as a lease, so that it can be told from a renewal.
    RetryDelay: dice.pick([
      ['0', 3],
      ['1s', 1],
      ['exponential(500ms, 1s)', 1],
    ]),
    PoisonFormat: dice.pick([
      ['body', 1],
      ['envelope', 1],
    ]),
    ShutdownGracePeriod: dice.pick([
      ['0', 1],
      ['1s', 2],
      ['3s', 1],
    ]),
    ...(dice.chance(0.2) ? { ExecutionTimeout: '3s' } : {}),
    ...(ofOne
      ? {}
      : {
          MaxMessages: 'Infinity',
          Concurrency: String(dice.between(8, 16)),
          MaxRunTime: `${dice.between(1, 6)}s`,
        }),
  };
}

/** The settings of a process that empties the queue. */
export function settingsOfDrain(round: Round): Settings {
  return {
    ...settingsOf(round),
    VisibilityTimeout: '3',
    MaxMessages: 'Infinity',
    Concurrency: '16',
    IdleTimeout: '2s',
  };
}

function settingsOf({ queueName, connectionString, maxDequeueCount }: Round): Settings {
  return {
    QueueName: queueName,
    ConnectionString: connectionString,
    MaxDequeueCount: String(maxDequeueCount),
  };
}

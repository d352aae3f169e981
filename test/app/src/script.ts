/** What a message asks of the executor: every test writes its own script. */
export type Script = {
  /** From this delivery on the executor succeeds at once, whatever the script says. */
  readonly untilDelivery?: number;
  /** Makes the message as long as a test wants it. */
  readonly padding?: string;
} & (
  | { readonly do: 'succeed' }
  /** Throws an error whose text is as many characters long. */
  | { readonly do: 'fail'; readonly length?: number }
  /** Throws a `PoisonMessageError`. */
  | { readonly do: 'poison' }
  /** Throws a `RetryMessageError`. */
  | { readonly do: 'retry'; readonly delay: string }
  /** Saves another script in its place, with a padding as many characters long, then waits. */
  | { readonly do: 'save'; readonly progress: Script; readonly length?: number }
  /** Goes on until the test says so or the signal is aborted. */
  | { readonly do: 'wait' }
  /** Takes as many milliseconds, unless the signal is aborted. */
  | { readonly do: 'work'; readonly ms: number }
  /** Blocks the event loop until the test says so, then waits or returns. */
  | { readonly do: 'block'; readonly afterwards: 'wait' | 'return' }
  /** Never ends, and keeps the process alive. */
  | { readonly do: 'ignoreSignal' }
  /** Never ends, and keeps nothing alive. */
  | { readonly do: 'neverEnd' }
  /** Calls `process.exit` with this code. */
  | { readonly do: 'exit'; readonly code: number }
  /** Rejects a promise that nobody handles, and waits. */
  | { readonly do: 'rejectUnhandled' }
  /** Throws in a timer, and waits; with a handler of its own for uncaught errors the application tells of it and goes on. */
  | { readonly do: 'throwLater'; readonly hasHandler?: boolean }
  /** Fills the memory until there is no more. */
  | { readonly do: 'exhaustMemory' }
  /** Succeeds; when the process exits by itself later, its event loop is blocked. */
  | { readonly do: 'blockExit' }
);

/**
 * A step of the application's life. At those that the variable `HOLD` lists, a test holds it; at those of `HANG` it waits for what
 * never comes, at those of `EXIT` it calls `process.exit()`.
 */
export type Stage = 'module-init' | 'bootstrap' | 'destroy';

/** What the application tells the test. */
export type Told =
  | {
      readonly event: 'executing';
      readonly dequeueCount: number;
      readonly isLastAttempt: boolean;
      readonly bytes: number;
      /** Of the decoded bytes, in hex. */
      readonly sha256: string;
    }
  | { readonly event: 'halfway' }
  /** The application was given an error that nobody caught. */
  | { readonly event: 'caught'; readonly message: string }
  /** The process is about to end with this exit code. */
  | { readonly event: 'exiting'; readonly exitCode: number }
  /** What takes the message's place is in the queue. */
  | { readonly event: 'saved' }
  /** The executor's signal was aborted; the name of its reason. */
  | { readonly event: 'aborted'; readonly reason: string }
  /** A stage begins; what the user's `ConfigService` calls the queue. */
  | { readonly event: Stage; readonly queueName: string | undefined }
  /** The stage is over. */
  | { readonly event: 'passed'; readonly stage: Stage }
  /** Nest listens to signals. */
  | { readonly event: 'ready' }
  /** The user's code has awaited the run. */
  | { readonly event: 'completion'; readonly exitCode: number; readonly outcomes: string[] }
  /** A listener to deliveries was called. */
  | { readonly event: 'heard'; readonly of: string; readonly messageId: string }
  /** A module of `@azure/identity` was asked for. */
  | { readonly event: 'identity-loaded' };

/** The file whose existence ends a `block`: a process whose event loop is blocked hears nothing else. */
export const UNBLOCK_FILE = 'unblock';

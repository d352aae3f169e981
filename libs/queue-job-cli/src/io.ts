import type { Readable, Writable } from 'node:stream';
import type { Clock, InspectableQueueService, QueueJobOptions } from 'nestjs-queue-job/tools';

/** Where texts are read by people or programs. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** The surroundings of a command. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** For results. */
  readonly stdout: Output;
  /** For everything else: notes, progress, faults. */
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly directory: string;
  /** Ends a command in order, after what it has in hand. */
  readonly stop: AbortSignal;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: the queues of the storage account that the options name. */
  readonly openQueues?: (options: QueueJobOptions) => Promise<InspectableQueueService>;
}

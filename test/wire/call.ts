import type { QueueJobModuleOptions, QueueMessage } from 'nestjs-queue-job';
import type { Which } from '../support/wire/fault-proxy.ts';
import type { Operation } from '../support/wire/storage-request.ts';
import type { AS_ONCE, CANNOT_BE, End } from './end.ts';
import type { FaultName, LastingFaultName } from './wire-faults.ts';

/** What an executor has to work with. */
export interface Work {
  readonly message: QueueMessage;
  readonly signal: AbortSignal;
  /** Resolves when the call is made, and no fault befalls it. */
  readonly goesWell: Promise<void>;
}

/** What leads to a call. */
export interface Scenario {
  /** Otherwise there is one message in it. */
  readonly isQueueMissing?: boolean;
  readonly hasPoisonQueue?: boolean;
  readonly options?: QueueJobModuleOptions;
  /** In seconds, where the lease of the fault is of no use. */
  readonly lease?: number;
  /** Whether a fault that lasts befalls this call alone, so that the lease can be kept. */
  readonly isAlone?: boolean;
  /** Whether the application is closed while the message is received. */
  readonly isClosed?: boolean;
  /** Default: it succeeds. */
  readonly execute?: (work: Work) => unknown;
}

/** How a run ends, for every fault. */
export interface Ends {
  /** When the service is well again after the call met the fault. */
  readonly once: Readonly<Record<FaultName, End | typeof CANNOT_BE>>;
  /** When it is not. */
  readonly forGood: Readonly<Record<LastingFaultName, End | typeof AS_ONCE | typeof CANNOT_BE>>;
}

/** One call to storage, and how a run ends for every fault that befalls it: a row of the matrix. */
export interface Call extends Ends {
  /** As a sentence begins with it. */
  readonly name: string;
  readonly isIt: Which;
  /** The request that is answered right before; absent when the run begins with the call. */
  readonly after?: Which;
  readonly scenario: Scenario;
  /** How the run ends when nothing befalls it. */
  readonly undisturbed: End;
}

export const is =
  (operation: Operation): Which =>
  (request) =>
    request.operation === operation;

export const fail = (): never => {
  throw new Error('It went wrong.');
};

import type { Passage, WireDelivery } from './ledger.ts';
import type { PoisonCopy } from '../disorder/poison-collector.ts';
import type { ProcessRecord } from '../disorder/soak-process.ts';
import type { Span } from './still.ts';

/** Everything that is known of a round once it is over. */
export interface Evidence {
  readonly maxDequeueCount: number;
  /** How many messages were sent; their numbers begin with 1. */
  readonly sent: number;
  /** What a message was when it was sent. */
  readonly textOf: (number: number) => string;
  readonly deliveries: readonly WireDelivery[];
  readonly others: readonly Passage[];
  readonly processes: readonly ProcessRecord[];
  readonly poison: readonly PoisonCopy[];
  /** How many messages are in the queue still. */
  readonly left: number;
  /** When the soak itself stood still, and with it the wire. */
  readonly still: readonly Span[];
}

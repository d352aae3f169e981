import { monotonic } from '../../app/src/soak.journal.ts';
import type { Answer } from '../../support/wire/exchange.ts';
import type { Operation } from '../../support/wire/storage-request.ts';
import { receivedMessages } from './received-messages.ts';
import type { FaultName } from '../disorder/soak-faults.ts';

/** A request on the wire, by the process that made it. */
export interface Call {
  readonly process: number;
  readonly operation: Operation;
  readonly queueName: string;
  /** Of what the request is about, if it is about one message. */
  readonly id?: string | undefined;
  readonly popReceipt?: string | undefined;
  /** In seconds. */
  readonly visibilityTimeout?: number | undefined;
}

/** What became of a call: its effect, if it had any, and what befell it. */
export interface Passage extends Omit<Call, 'popReceipt'> {
  /** When it came, and when it had taken effect, by the clock of `monotonic`. */
  readonly from: number;
  readonly at: number;
  /** What the service answered; absent when it never got there. */
  readonly status?: number | undefined;
  readonly fault?: FaultName | undefined;
}

/** One delivery of one message, as the service made it; nobody need have noticed. */
export interface WireDelivery {
  readonly id: string;
  /** What the sender calls the message; a copy that takes its place has another id, but the same number. */
  readonly number: number;
  readonly process: number;
  /** Its number, as the service counts. */
  readonly delivery: number;
  readonly received: Passage;
  /** The calls that were made with its receipts. */
  readonly calls: Passage[];
}

/** The truth about the queue: every request that took effect on it, seen from just in front of the service. */
export class Ledger {
  readonly deliveries: WireDelivery[] = [];
  /** Calls that are not about a message: sends, and receives that found nothing. */
  readonly others: Passage[] = [];
  readonly faults = new Map<FaultName, number>();
  requests = 0;
  /** How many messages lie in the queue, leased ones included. */
  inQueue = 0;
  readonly #queueName: string;
  readonly #byReceipt = new Map<string, WireDelivery>();

  /** @param queueName the queue the soak is about: not its poison queue */
  constructor(queueName: string) {
    this.#queueName = queueName;
  }

  /** Takes down a call that is over. */
  note(call: Call, from: number, fault: FaultName | undefined, answer: Answer | undefined): void {
    this.requests += 1;
    if (fault !== undefined) this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
    const { popReceipt, ...rest } = call;
    const passage: Passage = { ...rest, from, at: monotonic(), status: answer?.status, fault };
    const isDone = answer !== undefined && answer.status < 300;
    if (call.operation === 'receive' && isDone) return this.#noteReceived(passage, answer);
    if (call.operation === 'send' && isDone && call.queueName === this.#queueName)
      this.inQueue += 1;
    if (call.operation === 'delete' && isDone) this.inQueue -= 1;
    const delivery = this.#byReceipt.get(keyOf(call.id, popReceipt));
    if (delivery === undefined) return void this.others.push(passage);
    delivery.calls.push(passage);
    const renewed = answer?.headers['x-ms-popreceipt'];
    if (renewed !== undefined) this.#byReceipt.set(keyOf(call.id, renewed), delivery);
  }

  #noteReceived(received: Passage, { body }: Answer): void {
    const messages = receivedMessages(body.toString());
    if (messages.length === 0) this.others.push(received);
    for (const { popReceipt, ...message } of messages) {
      const made = { ...message, process: received.process, received, calls: [] };
      this.deliveries.push(made);
      this.#byReceipt.set(keyOf(made.id, popReceipt), made);
    }
  }
}

function keyOf(id: string | undefined, popReceipt: string | undefined): string {
  return `${id} ${popReceipt}`;
}

import type { End, Entry, Happening } from '../../app/src/soak.journal.ts';
import type { Evidence } from './evidence.ts';
import type { Passage, WireDelivery } from './ledger.ts';
import type { ProcessRecord, Settings } from '../disorder/soak-process.ts';
import type { FaultName } from '../disorder/soak-faults.ts';

/** In milliseconds: how much later everything happens than what happened before it. */
const STEP = 10;

/** Makes up a round, step by step, of messages whose ids are `message-1` and so on, and of copies that take their place. */
export class RoundFixture {
  readonly maxDequeueCount = 3;
  readonly deliveries: WireDelivery[] = [];
  readonly poison: { text: string; at: number }[] = [];
  sent = 1;
  left = 0;
  readonly #processes: ProcessFixture[] = [];
  #now = 0;

  /** A job with leases of 2 s. */
  process(settings: Settings = {}): ProcessFixture {
    const made = new ProcessFixture(this, this.#processes.length + 1, settings);
    this.#processes.push(made);
    return made;
  }

  later(milliseconds = STEP): number {
    return (this.#now += milliseconds);
  }

  text(number: number, done?: number): string {
    return JSON.stringify({
      number,
      task: { do: 'poison' },
      ...(done === undefined ? {} : { done }),
    });
  }

  /** Puts a copy of a message into the poison queue. */
  poisons(number: number, text = this.text(number)): void {
    this.poison.push({ text, at: this.later() });
  }

  get evidence(): Evidence {
    const { maxDequeueCount, sent, deliveries, poison, left } = this;
    return {
      maxDequeueCount,
      sent,
      textOf: (number) => this.text(number),
      deliveries,
      others: [],
      processes: this.#processes.map(({ record }) => record),
      poison,
      left,
      still: [],
    };
  }
}

interface Receipt {
  /** Befalls the receive. */
  readonly fault?: FaultName;
  /** Of the copy that has taken the message's place. */
  readonly id?: string;
}

/** A process of the round. */
export class ProcessFixture {
  readonly #round: RoundFixture;
  readonly #journal: Entry[] = [];
  readonly #record: { -readonly [K in keyof ProcessRecord]: ProcessRecord[K] };

  constructor(round: RoundFixture, number: number, settings: Settings) {
    this.#round = round;
    this.#record = {
      number,
      settings: { VisibilityTimeout: '2', ...settings },
      signals: [],
      endedAt: Infinity,
      exitCode: 0,
      endedBy: null,
      isOverdue: false,
      stdout: '{"level":"log"}\n',
      stderr: '',
      terminationMessage: '{"exitCode":0}\n',
      journal: this.#journal,
    };
    this.notes({ event: 'up' });
  }

  get record(): ProcessRecord {
    return this.#record;
  }

  /** Changes what is known of it. */
  is(known: Partial<ProcessRecord>): this {
    Object.assign(this.#record, known);
    return this;
  }

  receives(number: number, { fault, id = `message-${number}` }: Receipt = {}): this {
    const delivery = this.#round.deliveries.filter((one) => one.id === id).length + 1;
    const received = this.#passage('receive', { status: 200, fault });
    const process = this.#record.number;
    this.#round.deliveries.push({ id, number, process, delivery, received, calls: [] });
    return this;
  }

  begins(number: number, done = 0): this {
    return this.notes({ event: 'begun', ...this.#about(number), done });
  }

  saves(number: number, done: number): this {
    return this.notes({ event: 'saved', ...this.#about(number), done });
  }

  isAborted(number: number, reason = 'LeaseLostError'): this {
    return this.notes({ event: 'aborted', ...this.#about(number), reason });
  }

  ends(number: number, how: End = 'succeeded'): this {
    return this.notes({ event: 'ended', ...this.#about(number), how });
  }

  notes(happening: Happening): this {
    this.#journal.push({ at: this.#round.later(), ...happening });
    return this;
  }

  /** Has received, executed to the end and deleted. */
  completes(number: number, receipt: Receipt = {}): this {
    return this.receives(number, receipt).begins(number).ends(number).deletes(number);
  }

  deletes(number: number, answer: Partial<Passage> = { status: 204 }): this {
    this.#latest(number).calls.push(this.#passage('delete', answer));
    return this;
  }

  releases(number: number): this {
    const answer = { status: 204, visibilityTimeout: 0 };
    this.#latest(number).calls.push(this.#passage('update', answer));
    return this;
  }

  isSent(signal: NodeJS.Signals): this {
    this.#record.signals = [...this.#record.signals, { signal, at: this.#round.later() }];
    return this;
  }

  dies(): this {
    return this.isSent('SIGKILL').is({
      exitCode: null,
      endedBy: 'SIGKILL',
      endedAt: this.#round.later(),
      terminationMessage: '',
    });
  }

  exits(exitCode: number): this {
    const terminationMessage = `${JSON.stringify({ exitCode })}\n`;
    return this.is({ exitCode, endedAt: this.#round.later(), terminationMessage });
  }

  #passage(operation: Passage['operation'], answer: Partial<Passage>): Passage {
    const [from, at] = [this.#round.later(), this.#round.later()];
    return { process: this.#record.number, queueName: 'queue', operation, from, at, ...answer };
  }

  #about(number: number) {
    const { id, delivery } = this.#latest(number);
    return { id, delivery };
  }

  #latest(number: number): WireDelivery {
    const mine = (one: WireDelivery) =>
      one.number === number && one.process === this.#record.number;
    return this.#round.deliveries.findLast(mine)!;
  }
}

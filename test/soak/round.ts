import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { audit, type Violation } from './books/audit.ts';
import { closeBooks, type Books } from './books/books.ts';
import type { Dice } from './disorder/dice.ts';
import { Fleet, type Pace } from './disorder/fleet.ts';
import { Ledger } from './books/ledger.ts';
import { messageText } from './disorder/message.ts';
import { PoisonCollector } from './disorder/poison-collector.ts';
import { Sender } from './disorder/sender.ts';
import { SoakWire } from './disorder/soak-wire.ts';
import { StillWatch } from './books/still.ts';
import { gatherStories } from './books/story.ts';

/** How many processes empty the queue afterwards, and how often at most: messages under leases come back only in a while. */
const DRAINS = 2;
const MOST_DRAINS = 10;

/** In milliseconds: how often it is asked whether the round is over. */
const INTERVAL = 200;

export interface RoundOptions {
  /** The file that a process starts. */
  readonly program: string;
  /** Of the service itself. */
  readonly connectionString: string;
  readonly dice: Dice;
  readonly pace: Pace;
  /** Is asked now and then whether order is to return. */
  readonly isOver: (progress: RoundProgress) => boolean;
}

/** How far a round is. */
export type RoundProgress = Pick<Books, 'sent' | 'deliveries' | 'kills'>;

export interface RoundResult {
  readonly books: Books;
  readonly violations: readonly Violation[];
}

/** Plays one round: disorder until it is told to be over, then order until the queue is empty, then the books are closed. */
export async function playRound(options: RoundOptions): Promise<RoundResult> {
  const { program, connectionString, dice, pace } = options;
  const queueName = `soak-${randomUUID()}`;
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const queue = service.getQueueClient(queueName);
  await queue.create();
  const ledger = new Ledger(queueName);
  const maxDequeueCount = dice.between(3, 5);
  using directory = temporaryDirectory();
  using watch = new StillWatch();
  await using wire = await SoakWire.start(new URL(service.url).origin, ledger, dice.fork('wire'));
  await using fleet = new Fleet({
    program,
    round: { queueName, connectionString: wire.through(connectionString), maxDequeueCount },
    dice: dice.fork('fleet'),
    pace,
    directory: directory.path,
  });
  const sender = new Sender(queue, ledger, dice);
  await using collector = new PoisonCollector(service.getQueueClient(`${queueName}-poisen`));

  using over = overWhen(() =>
    options.isOver({
      sent: sender.sent,
      deliveries: ledger.deliveries.length,
      kills: fleet.kills,
    }),
  );
  const disorder = fleet.run(over.signal);
  await sender.run(over.signal);
  wire.calm();
  await empty(queue, fleet);
  await disorder;
  await wire.settled();
  await collector.stop();

  const evidence = {
    maxDequeueCount,
    sent: sender.sent,
    textOf: (number: number) => messageText(dice, number),
    deliveries: ledger.deliveries,
    others: ledger.others,
    processes: fleet.records,
    poison: collector.copies,
    left: await countMessages(queue),
    still: watch.spans,
  };
  const stories = gatherStories(evidence);
  return {
    books: closeBooks(evidence, stories, ledger),
    violations: audit(evidence, stories),
  };
}

async function empty(queue: QueueClient, fleet: Fleet): Promise<void> {
  for (let drains = 0; drains < MOST_DRAINS && (await countMessages(queue)) > 0; drains++) {
    await fleet.drain(DRAINS);
  }
}

async function countMessages(queue: QueueClient): Promise<number> {
  const { approximateMessagesCount = 0 } = await queue.getProperties();
  return approximateMessagesCount;
}

function overWhen(isOver: () => boolean): Disposable & { readonly signal: AbortSignal } {
  const over = new AbortController();
  const timer = setInterval(() => isOver() && over.abort(), INTERVAL);
  return {
    signal: over.signal,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      over.abort();
    },
  };
}

function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'queue-job-soak-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

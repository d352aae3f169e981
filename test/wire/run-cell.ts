import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  QueueJobModule,
  QueueJobRunner,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueJobModuleOptions,
  type RunReport,
} from 'nestjs-queue-job';
import { vi } from 'vitest';
import { TestQueue, type QueueState } from '../support/test-queue.ts';
import { FaultProxy } from '../support/wire/fault-proxy.ts';
import { Ambush } from './ambush.ts';
import type { Cell } from './cell.ts';
import { CELL_LOGGER, Lines, logTo } from './cell-logger.ts';
import { EVENT } from './end.ts';
import { Gate } from './gate.ts';

/** One call of the executor. */
export interface Execution {
  /** What it was given. */
  readonly text: string;
  /** How many messages somebody else could have received then. */
  readonly visible: number;
}

/** How a run ended, and what became of its message. */
export interface Ending {
  readonly report: RunReport;
  readonly lines: Lines;
  readonly executions: readonly Execution[];
  /** How often the call met the fault. */
  readonly met: number;
  /** How often the call was made, refused connections included. */
  readonly tries: number;
  /** What must not be shown. */
  readonly connectionString: string;
  /** What is left, as soon as this many messages are visible. */
  readonly left: (visible: number) => Promise<QueueState | 'missing'>;
}

/** Applications start one after the other, so that none keeps those from their timers that wait for leases. */
const starting = new Gate(1);

/** Runs a job in this process, with the fault in the way of the call. */
export async function runCell(cell: Cell): Promise<Ending> {
  const { scenario, isIt } = cell.call;
  const lines = new Lines();
  const executions: Execution[] = [];
  const started = Promise.withResolvers<INestApplicationContext>();
  const close = async () => logTo(lines, async () => (await started.promise).close());
  await using resources = new AsyncDisposableStack();
  const { queue, proxy, ambush } = await starting.pass(async () => {
    const queue = scenario.isQueueMissing ? TestQueue.missing() : await TestQueue.with(EVENT);
    if (scenario.hasPoisonQueue) await queue.poison().create();
    const proxy = resources.use(await FaultProxy.start(new URL(queue.client.url).origin));
    const beginToClose = async () => {
      void close();
      await lines.said('Receiving no more');
    };
    const ambush = resources.use(
      new Ambush({ cell, proxy, queue: queue.client, close: beginToClose }),
    );
    const app = appOf(
      {
        connectionString: proxy.through(queue.settings.ConnectionString),
        queueName: queue.name,
        visibilityTimeout: cell.lease,
        ...scenario.options,
      },
      async (message, signal) => {
        const { peekedMessageItems } = await queue.client.peekMessages();
        executions.push({ text: message.text, visible: peekedMessageItems.length });
        await scenario.execute?.({ message, signal, goesWell: ambush.goesWell });
      },
    );
    const options = { logger: CELL_LOGGER, abortOnError: false };
    started.resolve(await logTo(lines, () => NestFactory.createApplicationContext(app, options)));
    return { queue, proxy, ambush };
  });
  const report = await (await started.promise).get(QueueJobRunner).completion;
  await close();
  await ambush.over();
  return {
    report,
    lines,
    executions,
    met: ambush.met,
    tries: proxy.requests.filter(isIt).length + ambush.refusals,
    connectionString: queue.settings.ConnectionString,
    left: (visible) => leftIn(queue, visible),
  };
}

async function leftIn(queue: TestQueue, visible: number): Promise<QueueState | 'missing'> {
  const look = async () => {
    const { peekedMessageItems } = await queue.client.peekMessages({ numberOfMessages: 32 });
    if (peekedMessageItems.length < visible) throw new Error('Not all messages have come back.');
  };
  if (visible > 0) await vi.waitFor(look, { timeout: 20_000, interval: 500 });
  return (await queue.client.exists()) ? queue.state() : 'missing';
}

function appOf(options: QueueJobModuleOptions, execute: IQueueMessageExecutor['execute']): Type {
  @QueueMessageExecutor()
  class Executor implements IQueueMessageExecutor {
    readonly execute = execute;
  }
  @Module({ imports: [QueueJobModule.forRoot(options)], providers: [Executor] })
  class App {}
  return App;
}

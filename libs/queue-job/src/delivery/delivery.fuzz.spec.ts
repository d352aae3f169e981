import { IsString } from 'class-validator';
import fc, { assert } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { registryOf } from '../executor/executor.fixture.js';
import type { ExecutorDirectory } from '../executor/executor.interface.js';
import { QueueMessageExecutor } from '../executor/queue-message-executor.decorator.js';
import {
  bytesInJson,
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  keepPrototypes,
  mutated,
  UNPRINTABLE,
} from '../hostile.fixture.js';
import { hostileJson } from '../hostile-json.fixture.js';
import { hostileThrown, made, type Thrown } from '../hostile-thrown.fixture.js';
import { cloudEvent, eventGrid } from '../message/event.fixture.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import { terminationMessage } from '../process/termination-message.js';
import type { RunReport } from '../runner/run-report.js';
import { Tally } from '../runner/tally.js';
import { deliveryBench } from './delivery.fixture.js';
import type { DeliveryReport } from './delivery-report.js';
import { Delivery } from './delivery.js';
import type { PoisonEnvelope } from './poison-envelope.js';

keepPrototypes();

const KIB_64 = 65_536;
const DAY = 86_400_000;
/** In characters: what a reason takes at most. */
const LONGEST_REASON = 4_096;

const isSendable = (text: string) => Buffer.byteLength(text) <= KIB_64;

class Guardian {
  @IsString()
  readonly name!: string;
}

/** What the executors do, told before each delivery. */
const orders: { thrown: Thrown | undefined; calls: number } = { thrown: undefined, calls: 0 };

function obey(): void {
  orders.calls += 1;
  if (orders.thrown !== undefined) throw made(orders.thrown);
}

@QueueMessageExecutor()
class DefaultExecutor {
  execute = obey;
}

@QueueMessageExecutor({ type: 'guardian.created', payload: Guardian })
class GuardianExecutor {
  execute = obey;
}

const envelope = fc
  .tuple(fc.constantFrom(cloudEvent, eventGrid), fc.oneof(hostileJson, fc.constant('{"name":"a"}')))
  .map(([wrap, data]) => `${JSON.stringify(wrap()).slice(0, -1)},"data":${data}}`);
const body = fc.oneof(hostileText, hostileJson, envelope, mutated(envelope));
const messageText = fc
  .oneof(
    body,
    body.map((text) => Buffer.from(text).toString('base64')),
  )
  .filter(isSendable);

/** Delays after a failure, and functions for it that are as bad as their executors. */
const retryDelay = fc.oneof(
  fc.constantFrom('0s', '1h', 'exponential(1s, 1d)'),
  fc.oneof(hostileThrown, fc.constant(undefined)).map((thrown) =>
    Object.assign(
      () => {
        if (thrown !== undefined) throw made(thrown);
        return NaN;
      },
      { toString: () => 'a function' },
    ),
  ),
);

const settings = fc.record<QueueJobModuleOptions>({
  messageEncoding: fc.constantFrom('auto', 'base64', 'text'),
  poisonFormat: fc.constantFrom('body', 'envelope'),
  maxDequeueCount: fc.integer({ min: 1, max: 3 }),
  eventTypeField: fc.constantFrom(undefined, 'data.kind', '__proto__.type', 'constructor'),
  retryDelay,
});

function benchOf(given: QueueJobModuleOptions, executors: ExecutorDirectory) {
  const bench = deliveryBench(given);
  const { queue, context, clock } = bench;
  const deliver = async () => {
    const [message] = await queue.receive({ maxMessages: 1, lease: 30_000 });
    if (message === undefined) return undefined;
    return new Delivery({ ...context, executors }, message, clock.now()).run(
      new AbortController().signal,
    );
  };
  return { ...bench, deliver };
}

/** What must hold of every report, whatever it tells. */
function ensureSound(report: DeliveryReport): void {
  const { outcome, reason = '' } = report;
  ensure((reason === '') === (outcome === 'completed'), 'every failure has a reason');
  ensure(reason.length <= LONGEST_REASON && !UNPRINTABLE.test(reason), 'a reason is one line');
  const { counts } = new Tally();
  const message = terminationMessage({ exitCode: 11, counts, deliveries: [report], duration: 0 });
  const told = JSON.parse(message) as RunReport;
  ensure(Buffer.byteLength(message) <= 4_096, 'the termination message is not cut');
  ensure(told.deliveries[0]?.outcome === outcome, 'the termination message tells of it');
}

/** Whether a text in the poison queue is the original, or an envelope around it. */
function isPoison(poison: string | undefined, text: string, format: unknown): boolean {
  if (poison === undefined || Buffer.byteLength(poison) > KIB_64) return false;
  if (format === 'body') return poison === text;
  if (poison === text) return bytesInJson(text) > 60_000;
  return (JSON.parse(poison) as PoisonEnvelope).message.text === text;
}

describe(
  'Delivery, whatever the message and what its executor throws',
  { timeout: FUZZ_TIMEOUT },
  () => {
    let executors: ExecutorDirectory;
    beforeEach(async () => {
      executors = await registryOf([DefaultExecutor, GuardianExecutor]);
    });

    it('ends every delivery with a report, and the message in one queue or done', async () => {
      const anything = fc.option(hostileThrown, { nil: undefined, freq: 6 });
      const property = fc.asyncProperty(
        messageText,
        settings,
        anything,
        async (text, given, thrown) => {
          const { queue, poisonQueue, clock, deliver } = benchOf(given, executors);
          Object.assign(orders, { thrown, calls: 0 });
          await queue.send(text);
          const reports: DeliveryReport[] = [];

          for (let report = await deliver(); report !== undefined; report = await deliver()) {
            ensureSound(report);
            reports.push(report);
            expect(report.dequeueCount).toBe(reports.length);
            expect(queue.messages.length).toBe(report.outcome === 'released' ? 1 : 0);
            expect(poisonQueue.messages.length).toBe(report.outcome === 'poisoned' ? 1 : 0);
            await clock.advance(DAY);
          }

          const isRetried = thrown !== undefined && orders.calls > 0 && !isFinal(thrown);
          expect(reports.length).toBe(isRetried ? given.maxDequeueCount : 1);
          const isDone = thrown === undefined && orders.calls === 1;
          expect(reports.at(-1)?.outcome).toBe(isDone ? 'completed' : 'poisoned');
          expect(orders.calls).toBe(orders.calls === 0 ? 0 : reports.length);
          const [poison] = poisonQueue.messages;
          ensure(isDone || isPoison(poison?.text, text, given.poisonFormat), 'the text is kept');
        },
      );

      await assert(property, fuzz('delivery'));
    });

    it('moves what cannot be decoded to the poison queue at once, without a second delivery', async () => {
      const undecodable = hostileText.filter(isSendable).filter((text) => /[^\w+/=\s]/.test(text));
      const format = fc.constantFrom('body', 'envelope');
      const property = fc.asyncProperty(undecodable, format, async (text, poisonFormat) => {
        const given = { messageEncoding: 'base64', poisonFormat } as const;
        const { queue, poisonQueue, clock, deliver } = benchOf(given, executors);
        Object.assign(orders, { thrown: undefined, calls: 0 });
        await queue.send(text);

        const report = (await deliver())!;

        ensureSound(report);
        expect(report).toMatchObject({ outcome: 'poisoned', dequeueCount: 1 });
        expect(orders.calls).toBe(0);
        const [poison] = poisonQueue.messages;
        ensure(isPoison(poison?.text, text, poisonFormat), 'the text is kept');
        await clock.advance(DAY);
        expect(await deliver()).toBeUndefined();
      });

      await assert(property, fuzz('undecodable delivery'));
    });
  },
);

function isFinal({ kind }: Thrown): boolean {
  return kind === 'a poison message error';
}

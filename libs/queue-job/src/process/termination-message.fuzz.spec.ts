import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  keepPrototypes,
  UNPRINTABLE,
} from '../hostile.fixture.js';
import { hostileThrown, made } from '../hostile-thrown.fixture.js';
import { OUTCOMES } from '../outcome.js';
import type { RunReport } from '../runner/run-report.js';
import { terminationMessage } from './termination-message.js';

keepPrototypes();

const MAX_BYTES = 4_096;
const MOST = Number.MAX_SAFE_INTEGER;

const deliveryReport: fc.Arbitrary<DeliveryReport> = fc.record({
  messageId: fc.uuid(),
  dequeueCount: fc.nat(1_000),
  type: fc.option(hostileText, { nil: undefined }),
  outcome: fc.constantFrom(...OUTCOMES),
  reason: fc.option(hostileText, { nil: undefined }),
  duration: fc.nat(MOST),
  isExecutorStillRunning: fc.boolean(),
});

const count = fc.constantFrom(0, 1, MOST);

const runReport = fc.record({
  exitCode: fc.nat(255),
  queueName: fc.constantFrom(undefined, 'a'.repeat(63)),
  counts: fc.record({
    completed: count,
    released: count,
    poisoned: count,
    'lease-lost': count,
    aborted: count,
  }),
  deliveries: fc
    .tuple(fc.array(deliveryReport, { maxLength: 6 }), fc.constantFrom(1, 1, 1, 15))
    .map(([reports, copies]) => Array<typeof reports>(copies).fill(reports).flat()),
});

const isCompleted = ({ outcome }: DeliveryReport) => outcome === 'completed';
const idOf = ({ messageId }: Pick<DeliveryReport, 'messageId'>) => messageId;

describe('terminationMessage, whatever happened', { timeout: FUZZ_TIMEOUT }, () => {
  it('is one line of JSON of at most 4096 bytes that tells as much as fits, failures first', () => {
    const thrown = fc.option(hostileThrown, { nil: undefined });
    const property = fc.property(runReport, thrown, (run, thrown) => {
      const error = thrown && made(thrown);

      const message = terminationMessage({ ...run, error, duration: 1 } as RunReport);

      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MAX_BYTES);
      expect(message.indexOf('\n')).toBe(message.length - 1);
      ensure(!UNPRINTABLE.test(message.trimEnd()), 'there is nothing in it that a terminal obeys');
      const told = JSON.parse(message) as RunReport;
      expect(told).toMatchObject({ exitCode: run.exitCode });
      expect(told.queueName).toBe(run.queueName);
      expect(typeof told.error).toBe(error === undefined ? 'undefined' : 'string');
      const { length } = told.deliveries;
      const failed = run.deliveries.filter((report) => !isCompleted(report));
      const failedFirst = [...failed, ...run.deliveries.filter(isCompleted)];
      expect(told.deliveries.map(idOf)).toEqual(failedFirst.slice(0, length).map(idOf));
      ensure(length > 0 || run.deliveries.length === 0, 'it tells of at least one delivery');
    });

    assert(property, fuzz('termination message'));
  });
});

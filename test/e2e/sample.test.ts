import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { TestQueue } from '../support/test-queue.ts';

/** The sample's program, seen from the test application. */
const SAMPLE = '../../../apps/guardians-sample/dist/main.js';

const CREATE = { type: 'guardian.create', name: 'Groot' };
const ARM = { type: 'guardian.arm', name: 'Groot', weapon: 'Yaka Arrow' };
const INVALID = { ...ARM, weapon: 'Stick' };
const UNKNOWN = { type: 'guardian.dance', name: 'Groot' };

describe('the sample', { timeout: 60_000 }, () => {
  it('creates and arms guardians, and poisons what is invalid or unknown, in one run', async () => {
    const messages = [CREATE, INVALID, { ...CREATE, failures: 1 }, UNKNOWN, ARM];
    const queue = await TestQueue.with(...messages.map((message) => JSON.stringify(message)));

    const result = await runJob({
      entry: SAMPLE,
      settings: { ...queue.settings, MaxMessages: 'Infinity', Concurrency: '4' },
    });

    expect(result.exitCode).toBe(11);
    expect(result.stdout.match(/Guardian created/g)).toHaveLength(2);
    expect(result.stdout.match(/Guardian armed/g)).toHaveLength(1);
    const { visible, hidden, poison } = await queue.state();
    expect({ visible, hidden }).toEqual({ visible: [], hidden: 0 });
    const texts = [INVALID, UNKNOWN].map((message) => JSON.stringify(message));
    expect(poison!.toSorted()).toEqual(texts.toSorted());
    const { deliveries, ...report } = reportOf(result);
    expect(report).toMatchObject({ counts: { completed: 3, released: 1, poisoned: 2 } });
    expect(deliveries.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('InvalidPayloadError: The payload is invalid: weapon: weapon must'),
        expect.stringContaining('No executor takes the type "guardian.dance"'),
        expect.stringContaining('Groot is not ready to be created yet.'),
      ]),
    );
  });
});

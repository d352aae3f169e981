import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { ConfigurationError } from '../options/configuration.error.js';
import type { RunReport } from '../runner/run-report.js';
import { Tally } from '../runner/tally.js';
import { terminationMessage, writeTerminationMessage } from './termination-message.js';

const { counts: NONE } = new Tally();

const delivery = (changes: Partial<DeliveryReport> = {}): DeliveryReport => ({
  messageId: 'e0f2c6a4-7a44-4f1f-9a0b-0d6a3f1f2b11',
  dequeueCount: 1,
  outcome: 'completed',
  duration: 12,
  isExecutorStillRunning: false,
  ...changes,
});

const report = (changes: Partial<RunReport> = {}): RunReport => ({
  exitCode: 0,
  queueName: 'guardian-events',
  counts: NONE,
  deliveries: [],
  duration: 12,
  ...changes,
});

function tallyOf(deliveries: readonly DeliveryReport[]): Tally {
  const tally = new Tally();
  for (const report of deliveries) tally.add(report);
  return tally;
}

const parse = (message: string) => JSON.parse(message) as RunReport & { error?: string };

describe('terminationMessage', () => {
  it('tells what became of the message, in one line', () => {
    const reason = 'Delivery 5 of 5 failed, and no attempt is left: Error: no\nway';
    const deliveries = [delivery({ outcome: 'poisoned', reason, error: new Error('no\nway') })];

    const message = terminationMessage(report({ exitCode: 11, deliveries }));

    expect(message.indexOf('\n')).toBe(message.length - 1);
    expect(parse(message)).toEqual({
      exitCode: 11,
      queueName: 'guardian-events',
      deliveries: [
        {
          messageId: 'e0f2c6a4-7a44-4f1f-9a0b-0d6a3f1f2b11',
          dequeueCount: 1,
          outcome: 'poisoned',
          duration: 12,
          reason,
        },
      ],
      help: 'queue-job explain 11',
    });
  });

  it('leaves it to the application to explain an exit code of its own', () => {
    expect(parse(terminationMessage(report({ exitCode: 42 })))).not.toHaveProperty('help');
  });

  it('tells that there was nothing to do', () => {
    expect(terminationMessage(report())).toBe(
      '{"exitCode":0,"queueName":"guardian-events","deliveries":[]}\n',
    );
  });

  it('tells of a fault at start, without a queue', () => {
    const error = new ConfigurationError([{ subject: 'QueueName', fault: 'is missing.' }]);

    const message = terminationMessage({
      exitCode: 20,
      counts: NONE,
      deliveries: [],
      error,
      duration: 0,
    });

    expect(parse(message)).toEqual({
      exitCode: 20,
      deliveries: [],
      error: `ConfigurationError: ${error.message}`.trim(),
      help: 'queue-job explain 20',
    });
  });

  it.each([
    ['a text', 'no way', 'no way'],
    ['nothing', null, 'null'],
    ['an object', { code: 1 }, '[object Object]'],
    ['a connection string', new Error('AccountKey=abc;'), 'Error: AccountKey=[redacted];'],
  ])('tells of an error that is %s', (_, error, expected) => {
    expect(parse(terminationMessage(report({ error }))).error).toBe(expected);
  });

  const units: [name: string, unit: string][] = [
    ['letters', 'a'],
    ['characters of two bytes', 'ß'],
    ['characters of three bytes', '世'],
    ['characters of four bytes', '👩'],
    ['clusters', '👩‍🚀'],
    ['quotes, which JSON escapes', '"'],
    ['control characters, which JSON escapes at length', '\u0001'],
    ['halves of characters', '\uD83D'],
    ['line ends', '\r\n'],
  ];

  it.each(units)('keeps to 4096 bytes of valid JSON with any number of %s', (_, unit) => {
    const lengths = [0, 1, 2, 500, 511, 512, 1_023, 1_024, 1_025, 2_048, 4_000, 4_096, 65_536];

    for (const length of lengths) {
      const text = unit.repeat(length);
      const deliveries = [delivery({ outcome: 'poisoned', reason: text })];
      const message = terminationMessage(
        report({ exitCode: 11, deliveries, error: new Error(text) }),
      );

      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096);
      expect(parse(message)).toMatchObject({ exitCode: 11, deliveries: [{ outcome: 'poisoned' }] });
    }
  });

  it.each([1, 2, 5, 20, 26, 32, 100, 1_000])(
    'keeps to 4096 bytes of valid JSON with %d deliveries',
    (count) => {
      const reason = 'Grüße, 世界 '.repeat(200);
      const deliveries = Array.from({ length: count }, () =>
        delivery({ outcome: 'lease-lost', reason, dequeueCount: 1_000, duration: 604_800_000 }),
      );

      const message = terminationMessage(report({ exitCode: 12, deliveries }));

      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096);
      expect(parse(message)).toMatchObject({ exitCode: 12, queueName: 'guardian-events' });
    },
  );

  it('cuts a long reason, and shows that it did', () => {
    const deliveries = [delivery({ reason: 'a'.repeat(2_000) })];

    const [told] = parse(terminationMessage(report({ deliveries }))).deliveries;

    expect(told?.reason).toBe(`${'a'.repeat(1_024)}…`);
  });

  it('tells how many deliveries ended how, and of as many as fit, the failed ones first', () => {
    const { counts, deliveries } = tallyOf([
      ...Array.from({ length: 60 }, () => delivery()),
      delivery({ outcome: 'poisoned', reason: 'It is over.' }),
    ]);

    const message = terminationMessage(report({ exitCode: 11, counts, deliveries }));

    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096);
    expect(parse(message).counts).toEqual({ completed: 60, poisoned: 1 });
    expect(
      parse(message)
        .deliveries.map(({ outcome }) => outcome)
        .slice(0, 2),
    ).toEqual(['poisoned', 'completed']);
  });

  it('cuts no reason that fits', () => {
    const reason = 'a'.repeat(1_024);

    const [told] = parse(
      terminationMessage(report({ deliveries: [delivery({ reason })] })),
    ).deliveries;

    expect(told?.reason).toBe(reason);
  });

  it('cuts no character in two', () => {
    const deliveries = [delivery({ reason: `a${'👩'.repeat(1_000)}` })];

    const [told] = parse(terminationMessage(report({ deliveries }))).deliveries;

    expect(told?.reason?.isWellFormed()).toBe(true);
  });
});

describe('terminationMessage, of a hostile message', () => {
  it('holds nothing that a terminal obeys', () => {
    const text = 'a\u009B2K\u202E\u2028\u007F';
    const deliveries = [delivery({ outcome: 'poisoned', type: text, reason: text })];

    const message = terminationMessage(report({ deliveries }));

    expect(message.trimEnd()).toMatch(/^[ -~]+$/);
    expect(parse(message).deliveries).toMatchObject([{ type: text, reason: text }]);
  });

  it('tells of an error that cannot be looked at', () => {
    const { proxy: error, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(parse(terminationMessage(report({ error }))).error).toMatch(/^Error: What was thrown/);
  });
});

describe('writeTerminationMessage', () => {
  function pathIn(name: string): string {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    return join(directory, name);
  }

  it('writes to the path it is given', () => {
    const path = pathIn('termination-log');

    writeTerminationMessage(report({ exitCode: 10 }), path);

    expect(readFileSync(path, 'utf8')).toBe(terminationMessage(report({ exitCode: 10 })));
  });

  it('replaces what an earlier container left there', () => {
    const path = pathIn('termination-log');

    writeTerminationMessage(report({ error: 'x'.repeat(500) }), path);
    writeTerminationMessage(report(), path);

    expect(readFileSync(path, 'utf8')).toBe(terminationMessage(report()));
  });

  it('throws when it cannot', () => {
    const path = pathIn('no/such/directory');

    expect(() => writeTerminationMessage(report(), path)).toThrow(/ENOENT/);
  });

  it.skipIf(existsSync('/dev/termination-log'))('writes nowhere outside of a container', () => {
    writeTerminationMessage(report());

    expect(existsSync('/dev/termination-log')).toBe(false);
  });
});

import { ConsoleLogger, Logger } from '@nestjs/common';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ExecutorRegistry } from '../executor/executor.registry.js';
import { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
import type { DeliveryListeners } from '../telemetry/delivery-listeners.js';
import type { Log } from '../log.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { harmless, harmlessLog } from './harmless.js';
import { QueueJobRunner } from './queue-job.runner.js';
import { runBench, sendMany } from './run.fixture.js';

const LEVELS = ['debug', 'log', 'warn', 'error'] as const;

const broken = () => {
  throw new Error('the disk is full, AccountKey=c2VjcmV0');
};
const brokenLog: Log = { debug: broken, log: broken, warn: broken, error: broken };

const silenceWarnings = () => vi.spyOn(process, 'emitWarning').mockReset().mockReturnValue();

describe('harmless()', () => {
  it('passes on what is told', () => {
    const told: unknown[] = [];

    harmless((...what: readonly unknown[]) => void told.push(...what))('a', 1);

    expect(told).toEqual(['a', 1]);
  });

  it('warns when telling fails, without saying what may be a secret', () => {
    const warn = silenceWarnings();

    harmless(broken)();

    expect(warn.mock.calls).toEqual([[expect.stringContaining('logger failed')]]);
    expect(JSON.stringify(warn.mock.calls)).not.toContain('c2VjcmV0');
  });
});

describe('harmlessLog()', () => {
  it.each(LEVELS)('writes to the level %s', (level) => {
    const write = vi.fn<Log['log']>();
    const log = harmlessLog({ ...brokenLog, [level]: write });

    log[level]('text', { messageId: '1' });

    expect(write).toHaveBeenCalledExactlyOnceWith('text', { messageId: '1' });
  });

  it.each(LEVELS)('never throws at the level %s', (level) => {
    silenceWarnings();

    expect(() => harmlessLog(brokenLog)[level]('text')).not.toThrow();
  });
});

describe('QueueJobRunner with a logger that fails', () => {
  it.each([1, 3])('ends with its report all the same: MaxMessages %i', async (maxMessages) => {
    silenceWarnings();
    Logger.overrideLogger({ ...brokenLog });
    onTestFinished(() => Logger.overrideLogger(new ConsoleLogger()));
    const { context, clock } = runBench({ maxMessages });
    const { options, executors } = context;
    const service = new MemoryQueueService(clock);
    await sendMany(service.getQueue(options.queueName), 3);
    const telemetry = new Telemetry({
      tell() {},
      settled: () => Promise.resolve(),
    } as unknown as DeliveryListeners);
    const registry = executors as ExecutorRegistry;
    const runner = new QueueJobRunner(options, service, registry, clock, telemetry);

    const report = await runner.run();

    expect(report).toMatchObject({ exitCode: 0, counts: { completed: maxMessages } });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Module, type Type } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import { directoryWith } from './options/appsettings.fixture.js';
import { REQUIRED } from './options/options.fixture.js';
import { appOf, queueWith, runJob, watchProcess } from './queue-job.factory.fixture.js';
import { QueueJobFactory } from './queue-job.factory.js';
import { QueueJobModule } from './queue-job.module.js';

describe('QueueJobFactory.run, unable to start', () => {
  @Module({})
  class AppWithoutJob {}

  it.each<[string, () => Type]>([
    ['a faulty setting', () => appOf({ queueName: 'NO' })],
    ['no QueueJobModule', () => AppWithoutJob],
  ])('prints the faults of %s once, as they are, and ends with 20', async (_, app) => {
    const { written, exit } = watchProcess();

    const { report, terminationMessage } = await runJob(app());

    const { message } = report.error as Error;
    expect(report).toMatchObject({ exitCode: 20, deliveries: [] });
    expect(written).toEqual({ stdout: '', stderr: `${message}\n` });
    expect(terminationMessage).toMatchObject({
      exitCode: 20,
      error: `ConfigurationError: ${message}`.trim(),
    });
    expect(process.exitCode).toBe(20);
    expect(exit).not.toHaveBeenCalled();
  });

  class Failing {
    constructor() {
      throw new Error('No database.');
    }
  }

  it('tells what a provider throws, and ends with 1', async () => {
    const { written } = watchProcess();

    const { report, terminationMessage } = await runJob(appOf(REQUIRED, () => {}, [Failing]));

    expect(report).toMatchObject({ exitCode: 1, error: new Error('No database.') });
    expect(terminationMessage).toMatchObject({ exitCode: 1, error: 'Error: No database.' });
    expect(written.stderr).toContain('No database.');
  });

  it.each(['onModuleInit', 'onApplicationBootstrap'])('reports what %s throws', async (hook) => {
    watchProcess();
    const failing = { provide: 'A', useValue: { [hook]: () => Promise.reject(new Error('No.')) } };

    const { report, terminationMessage } = await runJob(appOf(REQUIRED, () => {}, [failing]));

    expect(report).toMatchObject({ exitCode: 1, error: new Error('No.') });
    expect(terminationMessage).toMatchObject({ error: 'Error: No.' });
  });

  it.each(['onModuleInit', 'onApplicationBootstrap'])('logs what %s throws', async (hook) => {
    const { written } = watchProcess();
    const failing = { provide: 'A', useValue: { [hook]: () => Promise.reject(new Error('No.')) } };

    await runJob(appOf(REQUIRED, () => {}, [failing]));

    expect(written.stderr).toContain('No.');
  });

  it('prints once that there is no executor', async () => {
    const { written } = watchProcess();
    @Module({ imports: [QueueJobModule.forRoot(REQUIRED)] })
    class AppWithoutExecutor {}

    const { report } = await runJob(AppWithoutExecutor);

    expect(report.exitCode).toBe(20);
    expect(written.stderr).toBe(`${(report.error as Error).message}\n`);
  });

  it.each([undefined, null, {}, class {}])(
    'does not reject for the root module %s',
    async (app) => {
      watchProcess();

      const { report } = await runJob(app as Type);

      expect(report.exitCode).toBeOneOf([1, 20]);
    },
  );

  it('never lets Nest end the process, whatever its options say', async () => {
    const { exit } = watchProcess();
    const abort = vi.spyOn(process, 'abort').mockImplementation(() => undefined as never);

    const { report } = await runJob(appOf({ queueName: 'NO' }), { abortOnError: true });

    expect(report.exitCode).toBe(20);
    expect(exit).not.toHaveBeenCalled();
    expect(abort).not.toHaveBeenCalled();
  });
});

describe('QueueJobFactory.run, at its end', () => {
  it('writes the termination message where the environment says', async () => {
    watchProcess();
    const path = join(directoryWith({}), 'termination-log');
    vi.stubEnv('TERMINATION_MESSAGE_PATH', path);

    await QueueJobFactory.run(appOf({ queueName: 'NO' }));

    expect(readFileSync(path, 'utf8')).toContain('"exitCode":20');
  });

  it('writes it where code says, if both do', async () => {
    watchProcess();
    const path = join(directoryWith({}), 'termination-log');
    vi.stubEnv('TERMINATION_MESSAGE_PATH', path);

    await runJob(appOf({ queueName: 'NO' }));

    expect(existsSync(path)).toBe(false);
  });

  it('is not changed by a termination message that cannot be written', async () => {
    const { written } = watchProcess();
    const { name: queueName } = await queueWith();
    const terminationMessagePath = join(directoryWith({}), 'no', 'termination-log');

    const report = await QueueJobFactory.run(appOf({ queueName }), { terminationMessagePath });

    expect(report.exitCode).toBe(0);
    expect(written.stdout).toContain('The termination message could not be written: Error: ENOENT');
  });

  it('is not changed by a hook that fails', async () => {
    watchProcess();
    const { name: queueName } = await queueWith('x');
    const failing = ['onModuleDestroy', 'beforeApplicationShutdown', 'onApplicationShutdown'].map(
      (hook) => ({ provide: hook, useValue: { [hook]: () => Promise.reject(new Error('No.')) } }),
    );

    const { report } = await runJob(appOf({ queueName }, () => {}, failing));

    expect(report).toMatchObject({ exitCode: 0, deliveries: [{ outcome: 'completed' }] });
  });

  it('waits ten seconds for a hook that hangs', async () => {
    const { written } = watchProcess();
    const { name: queueName } = await queueWith();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closing = Promise.withResolvers<void>();
    const onModuleDestroy = () => {
      closing.resolve();
      return new Promise(() => {});
    };

    const running = runJob(
      appOf({ queueName }, () => {}, [{ provide: 'A', useValue: { onModuleDestroy } }]),
    );
    await closing.promise;
    vi.advanceTimersByTime(10_000);
    const { report } = await running;

    expect(report.exitCode).toBe(0);
    expect(written.stdout).toContain('did not close within 10 s; a shutdown hook hangs.');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith } from './options/appsettings.fixture.js';
import { appOf, queueWith, runJob, watchProcess } from './queue-job.factory.fixture.js';
import { QueueJobFactory } from './queue-job.factory.js';

describe('QueueJobFactory.run, when the process ends before it', () => {
  /** What Node does at `process.exit(0)`, as far as the run is told of it; the process itself goes on. */
  const exit = () => process.listeners('exit').at(-1)!(0);

  it('leaves a termination message that names the message in hand', async () => {
    const { written } = watchProcess();
    const path = join(directoryWith({}), 'termination-log');
    const queue = await queueWith('x');
    let left: { code: unknown; message: string } | undefined;
    const execute = ({ id }: { id: string }) => {
      exit();
      left = { code: process.exitCode, message: readFileSync(path, 'utf8').replace(id, 'ID') };
    };

    const app = appOf({ queueName: queue.name }, execute);
    await QueueJobFactory.run(app, { terminationMessagePath: path });

    expect(left?.code).toBe(1);
    expect(JSON.parse(left?.message ?? '')).toMatchObject({
      exitCode: 1,
      queueName: queue.name,
      error: expect.stringMatching(
        /: process\.exit\(0\) was called\. .*: ID \(delivery 1\)\.$/,
      ) as string,
    });
    expect(written.stderr).toContain('The process ended before its run did');
  });

  it('keeps the exit code of a run that is over', async () => {
    watchProcess();
    const { name: queueName } = await queueWith('x');
    const codes: unknown[] = [];
    const onModuleDestroy = () => {
      exit();
      codes.push(process.exitCode);
    };
    const execute = () => Promise.reject(new Error('No way.'));

    await runJob(appOf({ queueName }, execute, [{ provide: 'A', useValue: { onModuleDestroy } }]));

    expect(codes).toEqual([10]);
  });

  it('no longer watches the process once it is over', async () => {
    watchProcess();
    const { name: queueName } = await queueWith();
    const events = ['exit', 'beforeExit', 'uncaughtExceptionMonitor'];
    const before = events.map((event) => process.listenerCount(event));

    await runJob(appOf({ queueName }));

    expect(events.map((event) => process.listenerCount(event))).toEqual(before);
  });
});

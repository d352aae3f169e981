import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

describe('a job process whose application', { timeout: 60_000, concurrent: true }, () => {
  it.each([
    {
      application: 'no-executor',
      has: 'no executor',
      text: '@QueueMessageExecutor()\n    is missing.',
    },
    {
      application: 'two-executors',
      has: 'two executors',
      text: '@QueueMessageExecutor()\n    is without a type on 2 providers, ScriptedExecutor, SecondExecutor,',
    },
    {
      application: 'request-scoped',
      has: 'a request-scoped executor',
      text: 'RequestScopedExecutor\n    is request-scoped or transient,',
    },
    {
      application: 'without-execute',
      has: 'an executor without execute',
      text: 'LazyExecutor\n    has no method execute(message, signal).',
    },
    {
      application: 'not-imported',
      has: 'no QueueJobModule',
      text: 'QueueJobModule\n    is not imported.',
    },
  ])('has $has says so, touches no message, and ends with 20', async ({ application, text }) => {
    const queue = await TestQueue.with({ do: 'succeed' });

    const result = await runJob({
      entry: 'faulty.js',
      args: [application],
      settings: queue.settings,
    });

    expect(result).toMatchObject({ exitCode: 20, stdout: '' });
    const block = `The application cannot start: one fault in its configuration.\n\n  ${text}`;
    expect(result.stderr.slice(0, block.length)).toBe(block);
    expect(executionsOf(result)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
    expect(await queue.dequeueCount()).toBe(0);
    expect(reportOf(result)).toMatchObject({ exitCode: 20, error: expect.stringContaining(text) });
  });

  it.each([
    { application: 'broken-constructor', what: 'provider', text: 'The constructor is broken.' },
    { application: 'broken-hook', what: 'hook', text: 'The hook is broken.' },
  ])(
    'has a $what that fails says so, touches no message, and ends with 1',
    async ({ application, text }) => {
      const queue = await TestQueue.with({ do: 'succeed' });

      const result = await runJob({
        entry: 'faulty.js',
        args: [application],
        settings: queue.settings,
      });

      expect(result.exitCode).toBe(1);
      expect(result.stderr).toContain(text);
      expect(await queue.state()).toEqual({ ...EMPTY, visible: ['{"do":"succeed"}'] });
      expect(await queue.dequeueCount()).toBe(0);
      expect(reportOf(result)).toMatchObject({ exitCode: 1, error: `Error: ${text}` });
    },
  );
});

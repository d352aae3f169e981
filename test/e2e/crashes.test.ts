import { describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { CRASH_STEPS, type CrashStep } from '../support/crash-steps.ts';
import { Job, runJob, type JobResult } from '../support/job.ts';
import { executionsOf } from '../support/report.ts';
import { TestQueue } from '../support/test-queue.ts';
import { FaultProxy } from '../support/wire/fault-proxy.ts';

/** What kind of run dies. */
interface Mode {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** What else it has: a message that is executed at the same time, and one that waits for its turn. */
  readonly others: (step: CrashStep) => readonly Script[];
}

const SUCCEED: Script = { do: 'succeed' };
const WAIT: Script = { do: 'wait', untilDelivery: 2 };

const MODES: readonly Mode[] = [
  { name: 'of one message', settings: {}, others: () => [] },
  {
    name: 'of several messages',
    settings: { MaxMessages: 'Infinity', Concurrency: '2' },
    others: ({ left, isAfterRun = false }) => [
      isAfterRun || left.nextDelivery === 1 ? SUCCEED : WAIT,
      SUCCEED,
    ],
  },
];

const textOf = ({ script }: CrashStep) => JSON.stringify({ ...script, padding: 'the message' });

/** What is seen of a job that is killed at a step, and of the one that comes after it. */
async function observe(step: CrashStep, { name, settings, others }: Mode) {
  const queue = await TestQueue.with(textOf(step), ...others(step));
  if (step.hasPoisonQueue === true) await queue.poison().create();

  const { signal, terminationMessage } = await killAt(step, queue, settings);
  const { visible, hidden, poison } = await queue.state();
  const inQueue = visible.length + hidden;
  const nextDeliveries = await deliverAll(inQueue, queue);
  const inTheEnd = await queue.state();

  return {
    mode: name,
    signal,
    terminationMessage,
    inQueue,
    isVisible: visible.includes(textOf(step)),
    copies: poison?.length,
    nextDeliveries,
    inTheEnd,
  };
}

/** What should be seen of it. */
function expected(step: CrashStep, { name, others }: Mode) {
  const { left, isAfterRun = false, copies: [copies, copiesInTheEnd] = [], report = /^$/ } = step;
  const inQueue = Number(left.isInQueue) + (isAfterRun ? 0 : others(step).length);
  const poison = copiesInTheEnd && Array.from({ length: copiesInTheEnd }, () => textOf(step));
  return {
    mode: name,
    signal: 'SIGKILL',
    terminationMessage: expect.stringMatching(report) as string,
    inQueue,
    isVisible: expect.toBeOneOf([...left.isVisible]) as boolean,
    copies,
    nextDeliveries: Array.from({ length: inQueue }, () => left.nextDelivery),
    inTheEnd: { visible: [], hidden: 0, poison },
  };
}

/** Lets a job come to a step, and kills it there. */
async function killAt(
  step: CrashStep,
  queue: TestQueue,
  settings: Mode['settings'],
): Promise<JobResult> {
  await using proxy = await FaultProxy.start(new URL(queue.client.url).origin);
  const held = step.held && proxy.hold(...step.held);
  const ConnectionString = proxy.through(queue.settings.ConnectionString);
  await using job = new Job({
    settings: { ...queue.settings, ConnectionString, VisibilityTimeout: '4s', ...settings },
    env: step.env,
  });
  await (held ? job.reached(held.caught) : job.heard(step.told!));
  job.kill('SIGKILL');
  return await job.ended;
}

/** Has a job deliver all messages that are left, if any, once their leases have ended. */
async function deliverAll(count: number, queue: TestQueue): Promise<readonly number[]> {
  if (count === 0) return [];
  const settings = { ...queue.settings, MaxMessages: `${count}`, IdleTimeout: '40s' };
  const result = await runJob({ settings });
  return executionsOf(result).map(({ dequeueCount }) => dequeueCount);
}

describe('a job process that is killed', { timeout: 60_000, concurrent: true }, () => {
  it.each(CRASH_STEPS)('$at leaves its message $left.name', async (step) => {
    const observed = await Promise.all(MODES.map((mode) => observe(step, mode)));

    expect(observed).toEqual(MODES.map((mode) => expected(step, mode)));
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Script } from '../app/src/script.ts';
import { DELETION, POISON_COPY, RECEIVE, RELEASE } from '../support/calls.ts';
import { Job } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue, type QueueState } from '../support/test-queue.ts';
import { AS_FIRST_PROCESS, NO_NAMESPACES } from '../support/unshare.ts';
import { FaultProxy, type Which } from '../support/wire/fault-proxy.ts';

/** What a job says once it has taken a signal to heart. */
const HAS_STOPPED_RECEIVING = 'Receiving no more';

const SUCCEED = JSON.stringify({ do: 'succeed' } satisfies Script);
const FAIL = JSON.stringify({ do: 'fail' } satisfies Script);
const POISON = JSON.stringify({ do: 'poison' } satisfies Script);

/** Where a signal comes, and what becomes of the message. */
interface Moment {
  readonly when: string;
  readonly effect: string;
  readonly message: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** The call that is under way. */
  readonly call: readonly [Which, 'before' | 'after'];
  readonly exitCode: number;
  readonly outcome: string;
  readonly executions: number;
  readonly left: QueueState;
  /** How often the message that is left was received. */
  readonly dequeueCount?: number;
}

const MOMENTS: readonly Moment[] = [
  {
    when: 'before its execution',
    effect: 'gives the message back at once',
    message: SUCCEED,
    call: [RECEIVE, 'after'],
    exitCode: 143,
    outcome: 'aborted',
    executions: 0,
    left: { ...EMPTY, visible: [SUCCEED] },
    dequeueCount: 1,
  },
  {
    when: 'before its last execution',
    effect: 'puts a new message in its place',
    message: SUCCEED,
    settings: { MaxDequeueCount: '1' },
    call: [RECEIVE, 'after'],
    exitCode: 143,
    outcome: 'aborted',
    executions: 0,
    left: { ...EMPTY, visible: [SUCCEED] },
    dequeueCount: 0,
  },
  {
    when: 'while the message is deleted',
    effect: 'lets that happen',
    message: SUCCEED,
    call: [DELETION, 'before'],
    exitCode: 0,
    outcome: 'completed',
    executions: 1,
    left: EMPTY,
  },
  {
    when: 'while the message is released',
    effect: 'lets that happen',
    message: FAIL,
    call: [RELEASE, 'before'],
    exitCode: 10,
    outcome: 'released',
    executions: 1,
    left: { ...EMPTY, visible: [FAIL] },
    dequeueCount: 1,
  },
  {
    when: 'while the message is being poisoned',
    effect: 'lets it be moved',
    message: POISON,
    call: [POISON_COPY, 'before'],
    exitCode: 11,
    outcome: 'poisoned',
    executions: 1,
    left: { ...EMPTY, poison: [POISON] },
  },
  {
    when: 'between the copy and the deletion',
    effect: 'lets the message be moved',
    message: POISON,
    call: [DELETION, 'before'],
    exitCode: 11,
    outcome: 'poisoned',
    executions: 1,
    left: { ...EMPTY, poison: [POISON] },
  },
];

describe.each([
  { place: 'the first process of a container', within: AS_FIRST_PROCESS },
  { place: 'one process of many', within: [] },
])('SIGTERM to a job that is $place', { timeout: 60_000, concurrent: true }, ({ within }) => {
  beforeEach(({ skip }) => skip(within === undefined, NO_NAMESPACES));

  it.each(MOMENTS)('$when $effect', async (moment) => {
    const { message, call, exitCode, outcome, executions, left, dequeueCount } = moment;
    const queue = await TestQueue.with(message);
    await using proxy = await FaultProxy.start(new URL(queue.client.url).origin);
    const ConnectionString = proxy.through(queue.settings.ConnectionString);
    const held = proxy.hold(...call);
    const settings = { ...queue.settings, ...moment.settings, ConnectionString };
    await using job = new Job({ within, settings });

    await job.reached(held.caught);
    job.kill('SIGTERM');
    await job.printed(HAS_STOPPED_RECEIVING);
    held.letGo();
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode, signal: null });
    expect(executionsOf(result)).toHaveLength(executions);
    expect(reportOf(result)).toMatchObject({
      exitCode,
      deliveries: [{ dequeueCount: 1, outcome }],
    });
    expect(await queue.state()).toEqual(left);
    expect(left.visible.length > 0 ? await queue.dequeueCount() : undefined).toBe(dequeueCount);
  });

  it('while the application is closed changes nothing', async () => {
    const queue = await TestQueue.with(SUCCEED);
    await using job = new Job({ within, settings: queue.settings, env: { HOLD: 'destroy' } });

    await job.heard('destroy');
    job.kill('SIGTERM');
    const result = await job.ended;

    expect(result).toMatchObject({ exitCode: 0, signal: null });
    expect(result.told).toContainEqual({ event: 'passed', stage: 'destroy' });
    expect(reportOf(result).deliveries).toMatchObject([{ outcome: 'completed' }]);
    expect(await queue.state()).toEqual(EMPTY);
  });
});

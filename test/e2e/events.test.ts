import { describe, expect, it } from 'vitest';
import type { Handled } from '../app/src/events.ts';
import { runJob, type JobOptions, type JobResult } from '../support/job.ts';
import { reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** A run of everything that lies in a queue, in order, in an application with several executors. */
const drain = (queue: TestQueue, { args = [], settings = {} }: JobOptions = {}): JobOptions => ({
  entry: 'events.js',
  args,
  settings: { ...queue.settings, MaxMessages: 'Infinity', ...settings },
});

const handledBy = ({ told }: JobResult): readonly Handled[] =>
  (told as readonly { readonly event: string }[]).filter(
    (one): one is Handled => one.event === 'handled',
  );

const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');

const GROOT = { type: 'guardian.create', name: 'Groot' };
const CLOUD = { specversion: '1.0', id: '1', source: '/knowhere' };
const GRID = { id: '2', subject: 'guardians/groot', eventTime: '2026-11-23T21:00:00Z' };

/** Every form in which an event may come, and what its executor sees of it. */
const FORMS: readonly { readonly text: string; readonly seen: Omit<Handled, 'event'> }[] = [
  {
    text: JSON.stringify(GROOT),
    seen: {
      executor: 'CreateGuardianExecutor',
      type: 'guardian.create',
      attributes: {},
      body: GROOT,
      bodyClass: 'CreateGuardian',
    },
  },
  {
    text: JSON.stringify({ ...CLOUD, type: 'guardian.create', data: { name: 'Groot' } }),
    seen: {
      executor: 'CreateGuardianExecutor',
      type: 'guardian.create',
      attributes: { ...CLOUD, type: 'guardian.create' },
      body: { name: 'Groot' },
      bodyClass: 'CreateGuardian',
    },
  },
  {
    text: JSON.stringify({
      ...CLOUD,
      type: 'guardian.arm',
      data_base64: base64('{"name":" Groot ","weapon":{"damage":"95"}}'),
    }),
    seen: {
      executor: 'ArmGuardianExecutor',
      type: 'guardian.arm',
      attributes: { ...CLOUD, type: 'guardian.arm' },
      body: { name: 'Groot', weapon: { damage: 95 } },
      bodyClass: 'Object',
    },
  },
  {
    text: JSON.stringify({ ...CLOUD, type: 'x', data_base64: base64(Uint8Array.of(0, 255)) }),
    seen: {
      executor: 'DefaultExecutor',
      type: 'x',
      attributes: { ...CLOUD, type: 'x' },
      body: [0, 255],
      bodyClass: 'Buffer',
    },
  },
  {
    text: JSON.stringify({
      ...GRID,
      eventType: 'guardian.rearm',
      data: { name: 'Groot', weapon: { damage: '1' } },
    }),
    seen: {
      executor: 'ArmGuardianExecutor',
      type: 'guardian.rearm',
      attributes: { ...GRID, eventType: 'guardian.rearm' },
      body: { name: 'Groot', weapon: { damage: 1 } },
      bodyClass: 'Object',
    },
  },
  {
    text: base64(JSON.stringify(GROOT)),
    seen: {
      executor: 'CreateGuardianExecutor',
      type: 'guardian.create',
      attributes: {},
      body: GROOT,
      bodyClass: 'CreateGuardian',
    },
  },
  {
    text: 'I am Groot.',
    seen: { executor: 'DefaultExecutor', attributes: {}, body: 'I am Groot.', bodyClass: 'String' },
  },
  {
    text: '[1]',
    seen: { executor: 'DefaultExecutor', attributes: {}, body: [1], bodyClass: 'Array' },
  },
];

describe('a job process with several executors', { timeout: 60_000, concurrent: true }, () => {
  it('gives each event to its executor, whatever form it has, and the others to the default', async () => {
    const queue = await TestQueue.with(...FORMS.map(({ text }) => text));

    const result = await runJob(drain(queue, { args: ['with-default'] }));

    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(handledBy(result)).toEqual(FORMS.map(({ seen }) => ({ event: 'handled', ...seen })));
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('finds the type where EventTypeField says', async () => {
    const body = { meta: { kind: 'guardian.create' }, type: 'guardian.arm', name: 'Groot' };
    const queue = await TestQueue.with(JSON.stringify(body));

    const result = await runJob(drain(queue, { settings: { EventTypeField: 'meta.kind' } }));

    expect(result.exitCode).toBe(0);
    expect(handledBy(result)).toMatchObject([
      { executor: 'CreateGuardianExecutor', type: 'guardian.create', body },
    ]);
  });

  it.each([
    {
      what: 'of a type that nobody takes, without a default executor,',
      body: { type: 'guardian.dance', name: 'Groot' },
      reasons: [
        'UnknownEventTypeError: No executor takes the type "guardian.dance". ' +
          'Known are guardian.create, guardian.arm, guardian.rearm;',
      ],
    },
    {
      what: 'that names no type, without a default executor,',
      body: { name: 'Groot' },
      reasons: ['UnknownEventTypeError: The message names no type.'],
    },
    {
      what: 'that breaks the rules of a payload class',
      body: { type: 'guardian.create', name: '', weapons: [{ damage: 'much' }] },
      reasons: [
        'InvalidPayloadError: ',
        'name: name should not be',
        'weapons[0].damage: damage must',
      ],
    },
    {
      what: 'that is not what a schema says',
      body: { type: 'guardian.arm', name: ' ', weapon: { damage: 'much' } },
      reasons: ['InvalidPayloadError: ', 'name: Too small', 'weapon.damage: Invalid input'],
    },
  ])('poisons a message $what at once, and says why', async ({ body, reasons }) => {
    const text = JSON.stringify(body);
    const queue = await TestQueue.with(text);

    const result = await runJob(drain(queue));

    expect(result.exitCode).toBe(11);
    expect(handledBy(result)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [text] });
    const [delivery, ...others] = reportOf(result).deliveries;
    expect(delivery).toMatchObject({ dequeueCount: 1, outcome: 'poisoned' });
    for (const reason of reasons) expect(delivery!.reason).toContain(reason);
    expect(others).toEqual([]);
  });

  it('cannot start with two executors for one type, and names them', async () => {
    const text = JSON.stringify(GROOT);
    const queue = await TestQueue.with(text);

    const result = await runJob(drain(queue, { args: ['with-second-create'] }));

    expect(result).toMatchObject({ exitCode: 20, stdout: '' });
    expect(reportOf(result).error).toContain(
      'has the type "guardian.create" on 2 providers, CreateGuardianExecutor, SecondCreateExecutor.',
    );
    expect(await queue.state()).toEqual({ ...EMPTY, visible: [text] });
    expect(await queue.dequeueCount()).toBe(0);
  });
});

import { QueueAccessError } from 'nestjs-queue-job/tools';
import { describe, expect, it } from 'vitest';
import { CliBench } from '../cli.fixture.js';

async function arrange(): Promise<CliBench> {
  const bench = new CliBench();
  const failed = (id: number) => `Delivery 5 of 5 failed: Error: guardian ${id} is not ready.`;
  await bench.poisoned('{"type":"guardian.create","name":"Groot"}', failed(1));
  await bench.clock.advance(3_600_000);
  await bench.poisoned('{"type":"guardian.create","name":"Gamora"}', failed(27));
  await bench.poisoned('{"type":"guardian.rename"}', 'No executor is for guardian.rename.');
  await bench.poison.send('{"type":"guardian.create","name":"Drax"}');
  await bench.clock.advance(60_000);
  return bench;
}

const many = async (count: number): Promise<CliBench> => {
  const bench = new CliBench();
  for (let index = 0; index < count; index++) {
    await bench.poisoned(`{"n":${index}}`, index % 2 === 0 ? 'Even.' : 'Odd.');
  }
  return bench;
};

describe('queue-job poison list', () => {
  it('groups by reason, whatever numbers and ids are in it', async () => {
    const bench = await arrange();

    const { exitCode, stdout } = await bench.run(['poison', 'list']);

    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(1, 5)).toEqual([
      expect.stringMatching(
        /^2 +1m +1h 1m +guardian\.create +Delivery <n> of <n> failed: Error: guardian <n> is not ready\.$/,
      ),
      expect.stringMatching(/^1 +1m +1m +guardian\.rename +No executor is for guardian\.rename\.$/),
      expect.stringMatching(/^1 +1m +1m +guardian\.create +\(not told: no envelope/),
      '4 messages of about 4 in guardian-events-poisen.',
    ]);
    expect(bench.poison.messages.every(({ dequeueCount }) => dequeueCount === 0)).toBe(true);
  });

  it.each([
    [['--type', 'guardian.create'], 3],
    [['--reason', 'NOT READY'], 2],
    [['--older-than', '30m'], 1],
    [['--newer-than', '30m'], 3],
    [['--newer-than', '30m', '--type', 'guardian.create'], 2],
    [['--id', 'first-id-of-{"type":"guardian.r'], 1],
    [['--limit', '2'], 2],
    [['--reason', 'nothing like it'], 0],
  ])('lists those that %j means', async (flags, count) => {
    const bench = await arrange();

    const { json } = await bench.json(['poison', 'list', ...flags]);

    const groups = json['groups'] as readonly { readonly count: number }[];
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(count);
  });

  it('tells what the first 32 are not, and looks at all when it is told to', async () => {
    const bench = await many(100);

    const some = await bench.run(['poison', 'list']);
    expect(some.stdout).toContain('32 messages of about 100');
    expect(some.stderr).toContain('--all looks at all of them');

    const all = await bench.run(['poison', 'list', '--all']);
    expect(all.stdout).toContain('100 messages of about 100');
    expect(all.stdout).toMatch(/^50 .* Even\.$/m);
    const now = bench.clock.now();
    expect(bench.poison.messages.every(({ visibleOn }) => visibleOn <= now)).toBe(true);
  });

  it('lists one by one', async () => {
    const bench = await arrange();

    const { stdout } = await bench.run([
      'poison',
      'list',
      '--messages',
      '--type',
      'guardian.rename',
    ]);

    const [id] = bench.poison.messages.slice(2);
    expect(stdout).toContain(`${id!.id}  1m   guardian.rename  No executor`);
  });

  it('tells that nothing was ever poisoned', async () => {
    const { exitCode, stdout } = await new CliBench().run(['poison', 'list']);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('nothing was ever poisoned, or PoisonQueueSuffix differs');
  });
});

describe('queue-job poison show', () => {
  it('shows all that is known of a message, found by what its id begins with', async () => {
    const bench = new CliBench();
    const error = Object.assign(new Error('out of weapons'), { stack: 'Error: out\n    at fight' });
    await bench.poisoned('{"type":"guardian.create","name":"Groot"}', 'No attempt is left.', error);

    const { exitCode, stdout } = await bench.run(['poison', 'show', 'first-id-of']);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('reason      No attempt is left.');
    expect(stdout).toContain('type        guardian.create');
    expect(stdout).toContain('deliveries  5');
    expect(stdout).toContain('  "name": "Groot"\n');
    expect(stdout).toContain('  Error: out\n      at fight\n');
  });

  it('finds one that peeking does not show', async () => {
    const bench = await many(80);
    const { id } = bench.poison.messages[70]!;

    const { exitCode, json } = await bench.json(['poison', 'show', id]);

    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ id, text: '{"n":70}', body: { n: 70 }, reason: 'Even.' });
  });

  it('asks for more of an id that several begin with', async () => {
    const { exitCode, stderr } = await (await arrange()).run(['poison', 'show', 'first-id']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('3 messages have an id that begins with first-id');
  });

  it('tells that there is none', async () => {
    const { exitCode, stderr } = await (await arrange()).run(['poison', 'show', 'nobody']);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('shows no message whose id begins with nobody');
  });
});

describe('queue-job poison redrive', () => {
  it('does nothing but tell what it would do, unless it is told to', async () => {
    const bench = await many(40);

    const { exitCode, stdout, stderr } = await bench.run(['poison', 'redrive', '--reason', 'odd']);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('20 messages of about 40 would be sent to guardian-events');
    expect(stderr).toContain('Nothing was done. Add --execute to do it.');
    expect(bench.texts).toEqual([]);
    expect(bench.poison.messages).toHaveLength(40);
    await expect(bench.poison.peek(32)).resolves.toHaveLength(32);
  });

  it('moves what is meant and leaves the rest', async () => {
    const bench = await many(100);

    const { exitCode, stdout } = await bench.run([
      'poison',
      'redrive',
      '--reason',
      'odd',
      '--execute',
    ]);

    expect(exitCode).toBe(0);
    expect(stdout).toBe('50 messages redriven to guardian-events, 100 looked at.\n');
    expect(bench.texts).toHaveLength(50);
    expect(bench.texts.every((text) => Number(/\d+/.exec(text)![0]) % 2 === 1)).toBe(true);
    expect(bench.poison.messages).toHaveLength(50);
  });

  it('tells programs what it did', async () => {
    const { json } = await (await many(3)).json(['poison', 'redrive', '--execute', '--limit', '2']);

    expect(json).toEqual({
      from: 'guardian-events-poisen',
      to: 'guardian-events',
      looked: 3,
      selected: 2,
      gone: 2,
      newer: 0,
      hidden: 0,
      away: 0,
      isInterrupted: false,
      possibleCopies: 0,
      troubles: [],
    });
  });

  it('leaves envelopes around them with --as-is, and limits their life with --time-to-live', async () => {
    const bench = await many(1);
    const { text } = bench.poison.messages[0]!;

    await bench.run(['poison', 'redrive', '--execute', '--as-is', '--time-to-live', '1h']);

    expect(bench.texts).toEqual([text]);
    const [{ insertedOn, expiresOn }] = bench.queue.messages as [(typeof bench.queue.messages)[0]];
    expect(expiresOn - insertedOn).toBe(3_600_000);
  });

  it('sends nothing when it could not delete afterwards', async () => {
    const bench = await many(3);
    bench.poison.complete = () =>
      Promise.reject(new QueueAccessError('Deleting is refused.', { queueName: 'q', code: 'No' }));

    const { exitCode, stderr } = await bench.run(['poison', 'redrive', '--execute']);

    expect(exitCode).toBe(21);
    expect(stderr).toContain('Deleting is refused.');
    expect(bench.texts).toEqual([]);
  });

  it('tells what somebody else has, by its exit code too', async () => {
    const bench = await many(40);
    await bench.poison.receive({ maxMessages: 5, lease: 600_000 });

    const { exitCode, stderr } = await bench.run(['poison', 'redrive', '--execute']);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('About 5 messages could not be looked at');
    expect(bench.texts).toHaveLength(35);
  });

  it('ends after what is in hand when it is told to stop, and goes on when it is run again', async () => {
    const bench = await many(30);
    const stop = bench.stopAfter(5);

    const first = await bench.run(['poison', 'redrive', '--execute', '--rate', '1'], { stop });
    expect(first.exitCode).toBe(130);
    expect(first.stderr).toContain('Run the same command again to go on.');
    expect(bench.texts).toHaveLength(5);

    const second = await bench.run(['poison', 'redrive', '--execute']);
    expect(second.exitCode).toBe(0);
    expect(new Set(bench.texts).size).toBe(30);
    expect(bench.texts).toHaveLength(30);
  });
});

describe('queue-job poison purge', () => {
  it('deletes nothing when nobody can be asked', async () => {
    const bench = await many(3);

    const { exitCode, stderr } = await bench.run(['poison', 'purge']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('Add --yes to delete without being asked');
    expect(bench.poison.messages).toHaveLength(3);
  });

  it('deletes what is meant with --yes', async () => {
    const bench = await many(100);

    const { exitCode, stdout } = await bench.run(['poison', 'purge', '--reason', 'even', '--yes']);

    expect(exitCode).toBe(0);
    expect(stdout).toBe('50 messages deleted from guardian-events-poisen, 100 looked at.\n');
    expect(bench.poison.messages).toHaveLength(50);
    expect(bench.texts).toEqual([]);
  });

  it('asks for the name of the queue, and tells how many messages it is about', async () => {
    const bench = await many(40);

    const { exitCode, stderr } = await bench.run(['poison', 'purge', '--reason', 'even'], {
      isTerminal: true,
      answers: ['guardian-events-poisen'],
    });

    expect(stderr).toContain('This deletes 20 messages of guardian-events-poisen for good.');
    expect(exitCode).toBe(0);
    expect(bench.poison.messages).toHaveLength(20);
  });

  it.each(['', 'y', 'guardian-events'])('deletes nothing at the answer "%s"', async (answer) => {
    const bench = await many(3);

    const { exitCode, stderr } = await bench.run(['poison', 'purge'], {
      isTerminal: true,
      answers: [answer],
    });

    expect(exitCode).toBe(2);
    expect(stderr).toContain('Nothing was deleted.');
    expect(bench.poison.messages).toHaveLength(3);
  });
});

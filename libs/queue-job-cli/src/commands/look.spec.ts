import { describe, expect, it } from 'vitest';
import { CliBench } from '../cli.fixture.js';

describe('queue-job peek', () => {
  it('shows messages in a line each, and touches none', async () => {
    const bench = new CliBench();
    await bench.queue.send('{"type":"guardian.create","name":"Groot"}');
    await bench.queue.send(Buffer.from('{"type":"guardian.rename"}').toString('base64'));
    await bench.clock.advance(90_000);

    const { exitCode, stdout } = await bench.run(['peek']);

    expect(exitCode).toBe(0);
    const [title, first, second, summary] = stdout.split('\n');
    expect(title).toMatch(/^id +age +received +type +body$/);
    expect(first).toMatch(/^\S{36} +1m 30s +0 +guardian\.create +\{"type":"guardian\.create"/);
    expect(second).toMatch(/guardian\.rename +\{"type":"guardian\.rename"\}$/);
    expect(summary).toBe('2 of about 2 messages of guardian-events shown.');
    expect(bench.queue.messages.map(({ dequeueCount }) => dequeueCount)).toEqual([0, 0]);
  });

  it('shows whole bodies, also of what is no text', async () => {
    const bench = new CliBench();
    await bench.poison.send(Buffer.from([0, 255, 27]).toString('base64'));

    const { stdout } = await bench.run(['peek', '--poison', '--full', '--encoding', 'base64']);

    expect(stdout).toContain('\n  00 ff 1b\n');
  });

  it('tells programs everything', async () => {
    const bench = new CliBench();
    await bench.queue.send('{"type":"guardian.create"}');

    const { json } = await bench.json(['peek', '--count', '1']);

    expect(json).toEqual({
      queue: 'guardian-events',
      messages: [
        {
          id: bench.queue.messages[0]!.id,
          text: '{"type":"guardian.create"}',
          dequeueCount: 0,
          insertedOn: '2026-01-02T00:00:00.000Z',
          expiresOn: '9999-12-31T23:59:59.000Z',
          type: 'guardian.create',
          encoding: 'text',
          body: { type: 'guardian.create' },
        },
      ],
    });
  });

  it('tells that the queue is missing', async () => {
    const { exitCode, stderr } = await new CliBench().run(['peek']);

    expect(exitCode).toBe(21);
    expect(stderr).toContain('There is no queue guardian-events.');
  });

  it.each(['0', '33', 'many'])('refuses to show %s messages', async (number) => {
    const { exitCode, stderr } = await new CliBench().run(['peek', '--count', number]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('Write a whole number from 1 to 32.');
  });
});

describe('queue-job stats', () => {
  it('counts what waits, what is hidden and what is poisoned', async () => {
    const bench = new CliBench();
    for (const text of ['a', 'b', 'c']) await bench.queue.send(text);
    await bench.queue.receive({ maxMessages: 1, lease: 600_000 });
    await bench.poison.send('d');
    await bench.clock.advance(120_000);

    const { exitCode, stdout } = await bench.run(['stats']);

    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^guardian-events +3 +2 +1 +2m$/),
      expect.stringMatching(/^guardian-events-poisen +1 +1 +0 +2m$/),
    ]);
  });

  it('does not claim to know what cannot be seen of a long queue', async () => {
    const bench = new CliBench();
    for (let index = 0; index < 50; index++) await bench.queue.send('a');

    const { stdout } = await bench.run(['stats']);

    expect(stdout).toMatch(/guardian-events +50 +32\+ +\? +0s/);
    expect(stdout).toMatch(/guardian-events-poisen +missing/);
  });

  it('tells a line again and again until it is stopped', async () => {
    const bench = new CliBench();
    await bench.queue.send('a');
    const stop = new AbortController();
    const { peek } = bench.queue;
    let looks = 0;
    bench.queue.peek = (most) => {
      looks += 1;
      if (looks === 3) stop.abort();
      return peek.call(bench.queue, most);
    };

    const { exitCode, stdout } = await bench.run(['stats', '--watch', '10s'], {
      stop: stop.signal,
    });

    expect(exitCode).toBe(0);
    const [title, ...lines] = stdout.trimEnd().split('\n');
    expect(title).toMatch(/^time +messages +visible +hidden +oldest +poison +oldest$/);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^2026-01-02T00:00:20\.\d{3}Z +1 +1 +0 +20s +missing +-$/);
  });

  it('tells programs null of a poison queue that is missing', async () => {
    const bench = new CliBench();
    await bench.queue.send('a');

    const { json } = await bench.json(['stats']);

    expect(json).toEqual({
      time: '2026-01-02T00:00:00.000Z',
      queue: { approximateCount: 1, visible: 1, oldestAge: 0 },
      poison: null,
    });
  });
});

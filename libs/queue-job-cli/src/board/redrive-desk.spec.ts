import { QueueAccessError } from 'nestjs-queue-job/tools';
import { describe, expect, it } from 'vitest';
import { BoardBench } from './board.fixture.js';

async function many(count: number): Promise<BoardBench> {
  const bench = new BoardBench();
  for (let index = 0; index < count; index++) {
    await bench.poisoned(`{"n":${index}}`, index % 2 === 0 ? 'Even.' : 'Odd.');
  }
  return bench.open();
}

describe('a redrive on the board', () => {
  it.each([10, 100])('tells how many of %i it is about, and moves none', async (count) => {
    const bench = await many(count);

    const { status, body } = await bench.post('/api/preview', { group: await bench.keyOf('Odd.') });

    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ selected: count / 2, total: count, notes: [] });
    expect(bench.texts).toEqual([]);
    await expect(bench.poison.peek(32)).resolves.toHaveLength(Math.min(count, 32));
  });

  it('moves the group without envelopes, also what peeking does not show, and nothing else', async () => {
    const bench = await many(100);
    const group = await bench.keyOf('Odd.');

    expect((await bench.post('/api/redrive', { group, confirmed: 50 })).status).toBe(202);

    expect(await bench.redriven()).toMatchObject({
      number: 1,
      gone: 50,
      result: {
        summary: '50 messages redriven to guardian-events.',
        notes: [],
        troubles: [],
        error: null,
      },
    });
    expect(bench.texts.map((text) => JSON.parse(text).n % 2)).toEqual(Array(50).fill(1));
    expect(bench.poison.messages).toHaveLength(50);
    const state = await bench.until(({ poison }) => poison.count?.approximateCount === 50);
    expect(state.redrive?.number).toBe(1);
  });

  it('moves no more than were confirmed', async () => {
    const bench = await many(10);

    await bench.post('/api/redrive', { group: await bench.keyOf('Odd.'), confirmed: 3 });

    expect(await bench.redriven()).toMatchObject({ gone: 3 });
    expect(bench.texts).toHaveLength(3);
  });

  it('moves one message, of which it knows the whole id', async () => {
    const bench = await many(80);
    const { id, text } = bench.poison.messages[70]!;

    const part = await bench.post('/api/preview', { id: id.slice(0, 8) });
    expect(JSON.parse(part.body)).toMatchObject({ selected: 0 });
    const whole = await bench.post('/api/preview', { id });
    expect(JSON.parse(whole.body)).toMatchObject({ selected: 1 });
    await bench.post('/api/redrive', { id, confirmed: 1 });

    await bench.redriven();
    expect(bench.texts).toEqual([JSON.parse(text).message.text]);
  });

  it('is the only one, keeps the list as it was, and can be stopped', async () => {
    const bench = await many(40);
    const group = await bench.keyOf('Odd.');
    const before = await bench.poisonState();
    const gate = Promise.withResolvers<void>();
    const { send } = bench.queue;
    bench.queue.send = async (text, options) => {
      await gate.promise;
      return send.call(bench.queue, text, options);
    };

    await bench.post('/api/redrive', { group, confirmed: 20 });
    for (const path of ['/api/redrive', '/api/preview']) {
      const { status, body } = await bench.post(path, { group, confirmed: 20 });
      expect([status, body]).toEqual([409, expect.stringContaining('Another redrive')]);
    }
    // The service is asked about hidden messages at least once more.
    const { samples } = await bench.state();
    await bench.until((state) => state.samples.length >= samples.length + 2);
    expect(await bench.poisonState()).toEqual(before);
    await bench.post('/api/stop', {});
    expect((await bench.state()).redrive).toMatchObject({ isRunning: true, isStopping: true });
    gate.resolve();

    const { gone, result } = await bench.redriven();
    expect(result!.notes).toContain('Stopped before the end. What was not moved is still there.');
    expect(gone).toBeLessThan(20);
    expect(bench.texts).toHaveLength(gone);
    expect(bench.poison.messages).toHaveLength(40 - gone);
  });

  it('ends in order when the board does', async () => {
    const bench = await many(40);
    const group = await bench.keyOf('Odd.');
    const { send } = bench.queue;
    bench.queue.send = async (text, options) => {
      bench.stop.abort();
      return send.call(bench.queue, text, options);
    };
    const { release } = bench.poison;
    bench.poison.release = async (message, delay) => {
      // Longer than a server takes to close.
      await bench.clock.sleep(50);
      return release.call(bench.poison, message, delay);
    };
    await bench.post('/api/redrive', { group, confirmed: 20 });

    await bench.close();

    expect(bench.texts.length).toBeLessThan(20);
    expect(bench.poison.messages).toHaveLength(40 - bench.texts.length);
    const now = bench.clock.now();
    expect(bench.poison.messages.every(({ visibleOn }) => visibleOn <= now)).toBe(true);
  });

  it('does nothing when it could not delete afterwards, and tells why', async () => {
    const bench = await many(2);
    const group = await bench.keyOf('Odd.');
    bench.poison.complete = () =>
      Promise.reject(new QueueAccessError('Deleting is refused.', { queueName: 'q', code: 'No' }));

    await bench.post('/api/redrive', { group, confirmed: 1 });

    expect((await bench.redriven()).result).toMatchObject({ error: 'Deleting is refused.' });
    expect(bench.texts).toEqual([]);
  });

  it('tells why it cannot be counted', async () => {
    const bench = await many(2);
    const group = await bench.keyOf('Odd.');
    bench.poison.properties = () =>
      Promise.reject(new QueueAccessError('Looking is refused.', { queueName: 'q', code: 'No' }));

    const { status, body } = await bench.post('/api/preview', { group });

    expect([status, JSON.parse(body)]).toEqual([502, { error: 'Looking is refused.' }]);
  });
});

import { QueueUnavailableError } from 'nestjs-queue-job/tools';
import { describe, expect, it } from 'vitest';
import { BoardBench } from './board.fixture.js';

const HOSTILE = '</script><img src=x onerror=alert(1)>\u202E\u0000';

describe('what the board shows', () => {
  it('is counted and looked at again and again, and never touched', async () => {
    const bench = new BoardBench();
    await bench.queue.send('{"type":"guardian.create"}');
    for (const name of ['Groot', 'Drax']) await bench.poisoned(JSON.stringify({ name }));
    await bench.open();

    const state = await bench.until(({ samples }) => samples.length >= 3);

    expect(state).toMatchObject({
      fault: null,
      queue: { name: 'guardian-events', count: { approximateCount: 1, visible: 1, hidden: 0 } },
      poison: { name: 'guardian-events-poisen', count: { approximateCount: 2, visible: 2 } },
    });
    expect(state.samples[0]).toMatchObject({ queue: { count: 1 }, poison: { count: 2 } });
    for (const { dequeueCount } of [...bench.queue.messages, ...bench.poison.messages]) {
      expect(dequeueCount).toBe(0);
    }
  });

  it('is grouped by reason, with all that is known of each message', async () => {
    const bench = new BoardBench();
    const error = Object.assign(new Error('away'), { stack: 'Error: away\n    at create' });
    await bench.poisoned('{"name":"Groot"}', 'Delivery 5 failed.', error);
    await bench.poisoned('{"name":"Drax"}', 'Delivery 6 failed.');
    await bench.poison.send('bare');
    await bench.open();
    await bench.until(({ poisonVersion }) => poisonVersion > 0);

    const { groups } = await bench.poisonState();

    expect(groups.map(({ reason, messages }) => [reason, messages.length])).toEqual([
      ['Delivery <n> failed.', 2],
      [null, 1],
    ]);
    const [first] = groups[0]!.messages;
    expect(first).toMatchObject({ body: '{\n  "name": "Groot"\n}', error: error.stack });
    expect(Object.fromEntries(first!.facts)).toMatchObject({
      Reason: 'Delivery 5 failed.',
      'First id': 'its-first-id',
      Deliveries: '5',
      'Kept until': 'for ever',
    });
  });

  it('holds what strangers have written as they wrote it, for the page to show as text', async () => {
    const bench = new BoardBench();
    await bench.poison.send(HOSTILE);
    await bench.open();
    await bench.until(({ poisonVersion }) => poisonVersion > 0);

    const { headers } = await bench.ask('GET /api/poison');
    const { groups } = await bench.poisonState();

    expect(headers['content-type']).toBe('application/json');
    expect(groups[0]!.messages[0]!.body).toBe(HOSTILE);
  });

  it('tells a poison queue that is missing from one that is empty', async () => {
    const bench = await new BoardBench().open();

    const { queue, poison } = await bench.until(({ seenAt }) => seenAt !== null);

    expect([queue.count, poison.count]).toEqual([null, null]);
  });

  it('stays while nobody answers, with the reason told, and goes on afterwards', async () => {
    const bench = new BoardBench();
    await bench.poisoned('{}');
    await bench.open();
    await bench.until(({ seenAt }) => seenAt !== null);
    const { properties } = bench.queue;
    bench.queue.properties = () =>
      Promise.reject(
        new QueueUnavailableError('The service does not answer: AccountKey=abc', {
          queueName: 'guardian-events',
          mayHaveTakenEffect: false,
        }),
      );

    const away = await bench.until(({ fault }) => fault !== null);
    expect(away.fault).toBe('The service does not answer: AccountKey=[redacted]');
    expect(away.poison.count).toMatchObject({ approximateCount: 1 });
    expect(away.samples.at(-1)).toMatchObject({ queue: null, poison: null });

    bench.queue.properties = properties;
    await bench.until(({ fault }) => fault === null);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueueAccessError, QueueUnavailableError } from 'nestjs-queue-job/tools';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliBench } from '../cli.fixture.js';

async function arrange(): Promise<CliBench> {
  const bench = new CliBench();
  await bench.queue.receive({ maxMessages: 1, lease: 1_000 });
  return bench;
}

function folderWith(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'queue-job-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), content);
  return folder;
}

describe('queue-job send', () => {
  it('sends a text as it is, and tells its id', async () => {
    const bench = await arrange();

    const { exitCode, stdout } = await bench.run(['send', '{"name": "Groot"}']);

    expect(exitCode).toBe(0);
    expect(bench.texts).toEqual(['{"name": "Groot"}']);
    expect(stdout).toBe(`1 message sent to guardian-events: ${bench.queue.messages[0]!.id}\n`);
  });

  it('sends a file, and standard input', async () => {
    const bench = await arrange();
    const directory = folderWith('event.json', '{"name":"Groot"}\n');

    await bench.run(['send', '--file', 'event.json'], { directory });
    await bench.run(['send', '--file', '-'], { input: '{"name":"Gamora"}' });

    expect(bench.texts).toEqual(['{"name":"Groot"}\n', '{"name":"Gamora"}']);
  });

  it('sends every line as a message', async () => {
    const bench = await arrange();

    const { exitCode, json } = await bench.json(['send', '--file', '-', '--lines'], {
      input: '{"name":"Groot"}\r\n\n{"name":"Łódź"}\n',
    });

    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ queue: 'guardian-events', sent: 2, of: 2 });
    expect(bench.texts).toEqual(['{"name":"Groot"}', '{"name":"Łódź"}']);
  });

  it('checks every line before it sends the first', async () => {
    const bench = await arrange();

    const result = await bench.run(['send', '--file', '-', '--lines'], { input: '{}\n{oops\n' });

    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('standard input, line 2 is no JSON. Nothing was sent.');
    expect(bench.texts).toEqual([]);
  });

  it('refuses a message that is too long before it sends the first', async () => {
    const bench = await arrange();
    const input = `{}\n${JSON.stringify('x'.repeat(70_000))}\n`;

    const result = await bench.run(['send', '--file', '-', '--lines'], { input });

    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/line 2: The message would have 70002 bytes/);
    expect(bench.texts).toEqual([]);
  });

  it('sends data as an event that the job reads', async () => {
    const bench = await arrange();

    await bench.run(['send', '--type', 'guardian.create', '{"name":"Groot"}']);

    expect(JSON.parse(bench.texts[0]!)).toMatchObject({
      specversion: '1.0',
      type: 'guardian.create',
      data: { name: 'Groot' },
    });
  });

  it('sends what base64 holds, in the encoding of the job', async () => {
    const bench = await arrange();
    const base64 = Buffer.from([0, 255, 1]).toString('base64');

    await bench.run(['send', '--base64', '--encoding', 'base64', base64]);

    expect(bench.texts).toEqual([base64]);
  });

  it('refuses what is no base64', async () => {
    const { exitCode, stderr } = await (await arrange()).run(['send', '--base64', 'a b!']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('the text is no base64');
  });

  it('delays a message and limits its life', async () => {
    const bench = await arrange();

    await bench.run(['send', 'a', '--delay', '10m', '--time-to-live', '1h']);

    const [{ insertedOn, visibleOn, expiresOn }] = bench.queue.messages as [
      (typeof bench.queue.messages)[0],
    ];
    expect(visibleOn - insertedOn).toBe(600_000);
    expect(expiresOn - insertedOn).toBe(3_600_000);
  });

  it.each([
    [['--delay', '8d'], 'a message can be delayed for 7d at most'],
    [['--delay', 'soon'], '--delay is no length of time: soon'],
    [['--rate', '0'], "option '--rate <number>' argument '0' is invalid"],
    [['--delay', '2h', '--time-to-live', '1h'], 'would never be seen'],
  ])('refuses %j with the way out, and sends nothing', async (flags, told) => {
    const bench = await arrange();

    const { exitCode, stderr } = await bench.run(['send', 'a', ...flags]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
    expect(bench.texts).toEqual([]);
  });

  it.each([[['send']], [['send', 'a', '--file', 'b']]])(
    'asks for one thing to send: %j',
    async (argv) => {
      const { exitCode, stderr } = await (await arrange()).run(argv);

      expect(exitCode).toBe(2);
      expect(stderr).toContain('Give either a text or --file');
    },
  );

  it('does not create a queue because its name has a slip, unless it is told to', async () => {
    const bench = new CliBench();

    const refused = await bench.run(['send', 'a']);
    expect(refused.exitCode).toBe(21);
    expect(refused.stderr).toContain('There is no queue guardian-events.');

    const created = await bench.run(['send', 'a', '--create']);
    expect(created.exitCode).toBe(0);
    expect(bench.texts).toEqual(['a']);
  });

  it('works for somebody who may only send', async () => {
    const bench = await arrange();
    bench.queue.properties = () =>
      Promise.reject(new QueueAccessError('Refused.', { queueName: 'guardian-events' }));

    expect((await bench.run(['send', 'a'])).exitCode).toBe(0);
    expect(bench.texts).toEqual(['a']);
  });

  it('tells how to go on when storage fails in between', async () => {
    const bench = await arrange();
    const { send } = bench.queue;
    let calls = 0;
    bench.queue.send = (text, options) => {
      calls += 1;
      const lost = { queueName: 'guardian-events', mayHaveTakenEffect: true };
      if (calls === 3) return Promise.reject(new QueueUnavailableError('No answer.', lost));
      return send.call(bench.queue, text, options);
    };
    const input = '1\n2\n3\n4\n';

    const first = await bench.run(['send', '--file', '-', '--lines'], { input });
    expect(first.exitCode).toBe(21);
    expect(first.stderr).toContain('2 messages left. Go on with --skip 2.');
    expect(first.stderr).toContain('No answer came for message 3: it may have been sent.');

    const rest = await bench.run(['send', '--file', '-', '--lines', '--skip', '2'], { input });
    expect(rest.exitCode).toBe(0);
    expect(bench.texts).toEqual(['1', '2', '3', '4']);
  });

  it('ends after the message in hand when it is told to stop', async () => {
    const bench = await arrange();
    const stop = bench.stopAfter(3);

    const { exitCode, stderr } = await bench.run(
      ['send', '--file', '-', '--lines', '--rate', '1'],
      { input: '1\n2\n3\n4\n5\n', stop },
    );

    expect(exitCode).toBe(130);
    expect(stderr).toContain('2 messages left. Go on with --skip 3.');
    expect(bench.texts).toEqual(['1', '2', '3']);
  });

  it('sends nothing in a dry run', async () => {
    const bench = await arrange();

    const { exitCode, stdout } = await bench.run(['send', 'a', '--dry-run']);

    expect(exitCode).toBe(0);
    expect(stdout).toBe('1 message would be sent to guardian-events. Nothing was sent.\n');
    expect(bench.texts).toEqual([]);
  });
});

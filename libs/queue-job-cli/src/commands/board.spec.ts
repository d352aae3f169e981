import { createServer } from 'node:http';
import { hostname } from 'node:os';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliBench, type Surroundings } from '../cli.fixture.js';

/** Runs a board until it has looked for the second time. */
async function runBoard(argv: readonly string[] = [], surroundings: Surroundings = {}) {
  const bench = new CliBench();
  const stop = new AbortController();
  const { properties } = bench.queue;
  let looks = 0;
  bench.queue.properties = () => {
    looks += 1;
    if (looks === 2) stop.abort();
    return properties.call(bench.queue);
  };
  return bench.run(['board', '--port', '0', ...argv], { stop: stop.signal, ...surroundings });
}

const withToken = (token: string) => ({
  environment: {
    StorageAccount__QueueName: 'guardian-events',
    StorageAccount__ConnectionString: 'UseDevelopmentStorage=true',
    QUEUE_JOB_BOARD_TOKEN: token,
  },
});

describe('queue-job board', () => {
  it('tells where it is, and looks until it is stopped', async () => {
    const { exitCode, stdout, stderr } = await runBoard();

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^The board of guardian-events is at http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(stderr).toBe('Ctrl+C ends it.\n');
  });

  it('makes a token when others can reach it, and tells it once', async () => {
    const { stdout, stderr } = await runBoard(['--host', '0.0.0.0', '--json']);

    const url = new URL((JSON.parse(stdout) as { url: string }).url);
    expect(url.hostname).toBe(hostname().toLowerCase());
    expect(url.searchParams.get('token')).toMatch(/^[\w-]{43}$/);
    expect(stderr).not.toContain(url.searchParams.get('token'));
    expect(stderr).toContain('over plain HTTP');
  });

  it('takes the token of the environment, and tells it nobody', async () => {
    const token = 'what everybody of the team knows';

    const { stdout, stderr } = await runBoard(['--host', '0.0.0.0'], withToken(token));

    expect(stdout + stderr).not.toContain(token);
    expect(stderr).toContain('The token in QUEUE_JOB_BOARD_TOKEN opens it.');
  });

  it.each([
    [['--interval', '10ms'], '--interval'],
    [['--interval', '0.5'], '--interval is shorter than 1s.'],
    [['--port', '70000'], 'Write a whole number from 0 to 65535.'],
    [['--host', '192.0.2.1'], '--host names no address of this machine: 192.0.2.1.'],
  ])('refuses %j', async (argv, told) => {
    const { exitCode, stdout, stderr } = await runBoard(argv);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(told);
  });

  it('refuses a token that could be guessed, without telling it', async () => {
    const { exitCode, stderr } = await runBoard([], withToken('guardians'));

    expect(exitCode).toBe(2);
    expect(stderr).toContain('QUEUE_JOB_BOARD_TOKEN is shorter than 16 characters.');
    expect(stderr).not.toContain('guardians');
  });

  it('tells that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const { exitCode, stderr } = await runBoard(['--port', String(port)]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Port ${port} is taken.`);
  });
});

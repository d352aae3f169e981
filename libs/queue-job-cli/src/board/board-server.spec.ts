import { describe, expect, it } from 'vitest';
import { BoardBench } from './board.fixture.js';
import { SECURITY_HEADERS } from './security-headers.js';

const json = { 'Content-Type': 'application/json' };

describe('the server of the board', () => {
  it.each([
    ['GET /', 200],
    ['GET /main.js', 200],
    ['HEAD /board.css', 200],
    ['GET /api/state', 200],
    ['GET /api/nothing', 404],
    ['DELETE /', 403],
  ])('answers %s with %i, and tells the browser to trust nobody', async (call, status) => {
    const bench = await new BoardBench().open();

    const answer = await bench.ask(call);

    expect(answer.status).toBe(status);
    const headers = Object.entries(SECURITY_HEADERS).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    expect(answer.headers).toMatchObject(Object.fromEntries(headers));
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/../board.ts',
    '/%2e%2e/board.ts',
    '/..%2fboard.ts',
    '/page/main.js',
    '/constructor',
    '//main.js',
    '//',
  ])('has no %s', async (path) => {
    const bench = await new BoardBench().open();

    expect((await bench.ask(`GET ${path}`)).status).toBe(404);
  });

  it('holds no script, style or handler in its pages, which its policy would refuse', async () => {
    const bench = await new BoardBench().open();

    for (const path of ['/board.html', '/sign-in.html']) {
      const { body } = await bench.ask(`GET ${path}`);
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|https?:/i);
      expect(
        body.replaceAll(/<script type="module" src="\/\w+\.js"><\/script>/g, ''),
      ).not.toContain('<script');
    }
  });
});

describe('the server of the board refuses', () => {
  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    'a b',
    'x@127.0.0.1',
  ])('a request to "%s", which may be a name that was made to lead here', async (host) => {
    const bench = await new BoardBench().open();

    const { status, body } = await bench.ask('GET /api/poison', { headers: { Host: host } });

    // Node itself refuses some.
    expect([400, 421]).toContain(status);
    expect(body).not.toContain('groups');
  });

  it.each(['localhost:1234', '127.0.0.1', '[::1]:80', '10.1.2.3:4477', 'Board.Internal'])(
    'none to %s',
    async (host) => {
      const bench = await new BoardBench().open({ allowedHosts: ['board.internal'] });

      expect((await bench.ask('GET /api/poison', { headers: { Host: host } })).status).toBe(200);
    },
  );

  it.each([
    ['no origin', {}],
    ['another origin', { Origin: 'https://evil.example' }],
    ['another port', { Origin: 'http://127.0.0.1:1' }],
    ['a hidden origin', { Origin: 'null' }],
  ])('to act for %s', async (_, headers) => {
    const bench = new BoardBench();
    await bench.poisoned('{}');
    await bench.open();
    const group = await bench.keyOf('No attempt is left.');
    const body = JSON.stringify({ group, confirmed: 1 });

    const answer = await bench.ask('POST /api/redrive', { headers: { ...json, ...headers }, body });

    expect(answer.status).toBe(403);
    expect((await bench.state()).redrive).toBeNull();
    expect(bench.poison.messages).toHaveLength(1);
  });

  it('to tell another site anything, whatever its browser lets it do', async () => {
    const bench = await new BoardBench().open();
    const headers = { 'Sec-Fetch-Site': 'cross-site' };

    expect((await bench.ask('GET /api/poison', { headers })).status).toBe(403);
  });

  it.each([
    ['a form', 415, 'application/x-www-form-urlencoded', 'group=x&confirmed=1'],
    ['no JSON', 400, 'application/json', '{'],
    ['no object', 400, 'application/json', 'null'],
    ['no selection', 400, 'application/json', '{"confirmed":1}'],
    ['two selections', 400, 'application/json', '{"group":"a","id":"b","confirmed":1}'],
    ['no number', 400, 'application/json', '{"group":"a"}'],
    ['a wrong number', 400, 'application/json', '{"group":"a","confirmed":0}'],
    ['too much', 413, 'application/json', `{"group":"${'x'.repeat(10_000)}","confirmed":1}`],
  ])('to redrive for %s', async (_, status, type, body) => {
    const bench = await new BoardBench().open();
    const headers = { Origin: bench.origin, 'Content-Type': type };

    const answer = await bench.ask('POST /api/redrive', { headers, body });

    expect(answer.status).toBe(status);
    expect((await bench.state()).redrive).toBeNull();
    expect(bench.faults).toEqual([]);
  });
});

describe('a board with a token', () => {
  const token = 'a token of more than enough characters';
  const link = `GET /?token=${encodeURIComponent(token)}`;

  it('shows whoever has none where to write it, and nothing else', async () => {
    const bench = new BoardBench();
    await bench.poisoned('secret of a customer');
    await bench.open({ token });

    const { status, body } = await bench.ask('GET /');
    expect(status).toBe(200);
    expect(body).toContain('<label for="token">Token</label>');
    for (const call of ['GET /api/state', 'GET /api/poison', 'GET /board.html', 'GET /main.js']) {
      const answer = await bench.ask(call);
      expect(answer.status).toBe(401);
      expect(answer.body).not.toContain('guardian-events');
    }
    expect((await bench.post('/api/redrive', { group: 'none', confirmed: 1 })).status).toBe(401);
  });

  it('gives a cookie for it that scripts and other sites have nothing of, and takes it out of the address', async () => {
    const bench = await new BoardBench().open({ token });

    const { status, headers } = await bench.ask(link);

    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    const [cookie = ''] = headers['set-cookie']!;
    expect(cookie).toMatch(/^[\w-]+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(cookie).not.toContain(token);
    const signedIn = { headers: { Cookie: `a=b; ${cookie.split(';')[0]}` } };
    expect((await bench.ask('GET /', signedIn)).body).toContain('id="groups"');
    const { status: known, body } = await bench.ask('GET /api/state', signedIn);
    expect(known).toBe(200);
    expect(body).not.toContain(token);
  });

  it.each(['', 'wrong', `${token} `, token.toUpperCase()])(
    'refuses the token "%s"',
    async (wrong) => {
      const bench = await new BoardBench().open({ token });
      const headers = {
        Origin: bench.origin,
        'Content-Type': 'application/x-www-form-urlencoded',
      };
      const body = new URLSearchParams({ token: wrong }).toString();

      const answer = await bench.ask('POST /sign-in', { headers, body });

      expect(answer.status).toBe(303);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('refuses the cookie of another board', async () => {
    const other = await new BoardBench().open({ token });
    const bench = await new BoardBench().open({ token });
    const [cookie = ''] = (await other.ask(link)).headers['set-cookie']!;
    const [, value] = cookie.split(/[=;]/);
    const [ownName] = (await bench.ask(link)).headers['set-cookie']![0]!.split('=');

    for (const Cookie of [cookie, `${ownName}=${value}`, `${ownName}=`]) {
      expect((await bench.ask('GET /api/state', { headers: { Cookie } })).status).toBe(401);
    }
  });
});

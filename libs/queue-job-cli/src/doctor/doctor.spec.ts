import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import {
  AccountSASPermissions,
  generateAccountSASQueryParameters,
  QueueClient,
  StorageSharedKeyCredential,
} from '@azure/storage-queue';
import {
  openQueueService,
  QueueAccessError,
  SystemClock,
  type InspectableQueue,
} from 'nestjs-queue-job/tools';
import { generate } from 'selfsigned';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { CliBench, type Surroundings } from '../cli.fixture.js';
import { checkAccess } from './check-access.js';
import { checkNetwork } from './check-network.js';

type Findings = readonly {
  readonly about: string;
  readonly state: string;
  readonly text: string;
}[];

/** Runs `doctor` against a real service. */
async function examine(
  connectionString: string,
  queueName: string,
  surroundings: Surroundings = {},
) {
  const { exitCode, json } = await new CliBench().json(
    ['doctor', '--queue', queueName, '--connection-string', connectionString],
    { environment: {}, openQueues: openQueueService, clock: new SystemClock(), ...surroundings },
  );
  const findings = json['findings'] as Findings;
  return { exitCode, findings, faults: findings.filter(({ state }) => state === 'fault') };
}

async function queueWith(...texts: readonly string[]): Promise<string> {
  const queue = new QueueClient(inject('azurite'), `q-${randomUUID()}`);
  await queue.create();
  for (const text of texts) await queue.sendMessage(text);
  return queue.name;
}

const part = (name: string) => new RegExp(`${name}=([^;]+)`).exec(inject('azurite'))![1]!;

/** The connection string with a signature of some rights, which ends in so many milliseconds. */
function withSignature(permissions: string, lifetime = 86_400_000 * 30): string {
  const credential = new StorageSharedKeyCredential(part('AccountName'), part('AccountKey'));
  const signature = generateAccountSASQueryParameters(
    {
      expiresOn: new Date(Date.now() + lifetime),
      permissions: AccountSASPermissions.parse(permissions),
      services: 'q',
      resourceTypes: 'sco',
    },
    credential,
  );
  return `QueueEndpoint=${part('QueueEndpoint')};SharedAccessSignature=${signature.toString()}`;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const answering = (answer: RequestListener) => listen(createServer(answer));
const network = (address: string, environment = {}) => checkNetwork(address, { environment });

describe('queue-job doctor', { timeout: 30_000 }, () => {
  it('finds nothing where all is well, and touches no message', async () => {
    const name = await queueWith(
      '{"type":"guardian.create"}',
      Buffer.from('{}').toString('base64'),
    );

    const { exitCode, findings } = await examine(inject('azurite'), name);

    expect(exitCode).toBe(0);
    expect(findings.map(({ about, state }) => `${about} ${state}`)).toEqual([
      'settings ok',
      'connection ok',
      'clock ok',
      'access ok',
      'access ok',
      'queue ok',
      'poison queue note',
      'sample ok',
    ]);
    expect(findings.at(-1)!.text).toContain('1 JSON, 1 JSON in base64. Types: guardian.create');
    const { peekedMessageItems } = await new QueueClient(inject('azurite'), name).peekMessages({
      numberOfMessages: 32,
    });
    expect(peekedMessageItems.map(({ dequeueCount }) => dequeueCount)).toEqual([0, 0]);
  });

  it('tells every fault of the settings', async () => {
    const { exitCode, json } = await new CliBench().json(['doctor', '--queue', 'A'], {
      environment: {},
    });

    expect(exitCode).toBe(20);
    expect(json['findings']).toMatchObject([
      { about: 'settings', state: 'fault', text: expect.stringContaining('QueueName') },
      { about: 'settings', state: 'fault', text: expect.stringContaining('ConnectionString') },
    ]);
  });

  it('tells that a key is refused, once, and how to mend it', async () => {
    const key = Buffer.from('another key').toString('base64');
    const wrong = inject('azurite').replace(/AccountKey=[^;]+/, `AccountKey=${key}`);

    const { exitCode, faults } = await examine(wrong, await queueWith());

    expect(exitCode).toBe(21);
    expect(faults).toMatchObject([
      {
        text: expect.stringContaining('AuthenticationFailed'),
        wayOut: expect.stringContaining('rotated'),
      },
    ]);
    expect(JSON.stringify(faults)).not.toContain(key);
  });

  it.each([
    ['raup', []],
    ['aup', ['count and peek']],
    ['rau', ['receive and delete']],
    ['rap', ['renew and release']],
    ['rup', ['send']],
  ])('tells what a signature with %s does not permit: %j', async (permissions, missing) => {
    const { exitCode, faults } = await examine(withSignature(permissions), await queueWith('a'));

    expect(faults.filter(({ text }) => !text.includes('-poisen')).map(({ text }) => text)).toEqual(
      missing.map((what) => expect.stringContaining(`may not ${what}`)),
    );
    expect(exitCode).toBe(missing.length === 0 ? 0 : 21);
  });

  it('tells that a signature has ended, or soon will', async () => {
    const name = await queueWith();

    const ended = await examine(withSignature('raup', -60_000), name);
    const ending = await examine(withSignature('raup', 86_400_000), name);

    expect(ended.faults).toMatchObject([{ text: expect.stringMatching(/ended 1m \d*s? ?ago/) }]);
    expect(ending).toMatchObject({ exitCode: 0 });
    expect(ending.findings).toContainEqual(
      expect.objectContaining({ state: 'note', text: expect.stringContaining('ends in 23h 59m') }),
    );
  });

  it('tells that the queue is missing', async () => {
    const { exitCode, faults } = await examine(inject('azurite'), `q-${randomUUID()}`);

    expect(exitCode).toBe(3);
    expect(faults).toMatchObject([
      { about: 'queue', text: expect.stringContaining('does not exist') },
    ]);
  });

  it('tells of messages that will be poisoned because nobody can decode them', async () => {
    const name = await queueWith('{"type":"a"}');

    const { exitCode, faults } = await examine(inject('azurite'), name, {
      environment: { StorageAccount__MessageEncoding: 'base64' },
    });

    expect(exitCode).toBe(3);
    expect(faults).toMatchObject([
      { about: 'sample', text: expect.stringContaining('1 undecodable') },
    ]);
  });

  it('tells people each finding with the way out', async () => {
    const { stdout } = await new CliBench().run(['doctor']);

    expect(stdout).toMatch(/^ok {5}settings {6}Queue guardian-events, poison queue/);
    expect(stdout).toMatch(
      /^fault {2}queue {9}guardian-events does not exist\.\n {21}Check its name/m,
    );
    expect(stdout).toMatch(/One fault\. Mend the first, and look again\.\n$/);
  });
});

describe('the way to the service', { timeout: 30_000 }, () => {
  it('ends at a name that does not resolve', async () => {
    expect(await network('https://guardians.queue.invalid/events')).toMatchObject([
      {
        about: 'name',
        state: 'fault',
        text: expect.stringMatching(/does not resolve \((?:ENOTFOUND|EAI_AGAIN)\)/),
      },
    ]);
  });

  it('ends at a port where nobody listens', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');

    expect(await network(`http://127.0.0.1:${port}/account/events`)).toMatchObject([
      { state: 'fault', text: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  it('ends at a certificate that is not trusted', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    });
    const port = await listen(createTlsServer({ cert, key }));

    expect(await network(`https://127.0.0.1:${port}/account/events`)).toMatchObject([
      { state: 'fault', wayOut: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    ]);
  });

  it('ends at somebody who is not the service', async () => {
    const port = await answering(
      (_request, response) => void response.writeHead(200).end('Sign in'),
    );

    expect(await network(`http://127.0.0.1:${port}/account/events`)).toMatchObject([
      { about: 'connection', state: 'ok' },
      { state: 'fault', text: expect.stringContaining('without the request id') },
    ]);
  });

  it.each([
    [0, 'ok', "the service's"],
    [120_000, 'note', 'ahead of'],
    [-1_200_000, 'fault', 'behind'],
  ])('tells of a clock that is off by %i ms as %s: %s', async (skew, state, told) => {
    const port = await answering((_request, response) => {
      const date = new Date(Date.now() - skew).toUTCString();
      response.writeHead(403, { 'x-ms-request-id': 'a', date }).end();
    });

    const findings = await network(`http://127.0.0.1:${port}/account/events`);

    expect(findings.at(-1)).toMatchObject({
      about: 'clock',
      state,
      text: expect.stringContaining(told),
    });
  });

  it('is not looked at where a proxy stands', async () => {
    const findings = await network('https://guardians.queue.invalid/events', {
      HTTPS_PROXY: 'http://user:secret@proxy:3128',
    });

    expect(findings).toMatchObject([{ state: 'note', text: expect.stringContaining('proxy') }]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });
});

describe('the rights of an identity', () => {
  const identity = { kind: 'identity', scheme: 'default' } as const;
  const refusing = (...calls: readonly (keyof InspectableQueue)[]) => {
    const queue: InspectableQueue = new CliBench().queue;
    const refuse = () =>
      Promise.reject(
        new QueueAccessError('No.', {
          queueName: queue.name,
          code: 'AuthorizationPermissionMismatch',
        }),
      );
    return Object.assign(queue, Object.fromEntries(calls.map((call) => [call, refuse])));
  };

  it('to update let it send', async () => {
    expect(await checkAccess(refusing(), identity)).toMatchObject([
      { state: 'ok', text: expect.stringContaining('renew and release, send') },
    ]);
  });

  it('that are missing are told with the role that has them', async () => {
    const findings = await checkAccess(refusing('release', 'peek'), identity);

    expect(findings).toMatchObject([
      { state: 'ok' },
      {
        text: expect.stringContaining('may not count and peek'),
        wayOut: expect.stringContaining('Storage Queue Data Reader'),
      },
      {
        text: expect.stringContaining('may not renew and release'),
        wayOut: expect.stringContaining('Storage Queue Data Contributor'),
      },
      { state: 'note', text: expect.stringContaining('whether sending is allowed cannot be told') },
    ]);
  });
});

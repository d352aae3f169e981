import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import type { Ask, Fill, Listening, Seen } from './protocol.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

/** Storage with one queue, in a process of its own. */
export class Storage implements AsyncDisposable {
  readonly #server: ChildProcess;
  readonly #ports: Listening;
  readonly #directory: string;

  private constructor(server: ChildProcess, ports: Listening, directory: string) {
    this.#server = server;
    this.#ports = ports;
    this.#directory = directory;
  }

  static async start(): Promise<Storage> {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-bench-'));
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    writeFileSync(certificateIn(directory), pems.cert);
    const env = { TLS_CERT: pems.cert, TLS_KEY: pems.private };
    const server = fork(SERVER, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [ports] = (await once(server, 'message')) as [Listening];
    return new Storage(server, ports, directory);
  }

  /** What a job is told to find the queue, and to sign in with a key. */
  get settings(): Readonly<Record<string, string>> {
    const endpoint = `http://127.0.0.1:${this.#ports.http}/account`;
    const key = Buffer.from('nobody looks at the key').toString('base64');
    return {
      StorageAccount__QueueName: 'guardian-events',
      StorageAccount__ConnectionString: `AccountName=account;AccountKey=${key};DefaultEndpointsProtocol=http;QueueEndpoint=${endpoint};`,
    };
  }

  /** The same, to sign in with a managed identity. */
  get identitySettings(): Readonly<Record<string, string>> {
    return {
      StorageAccount__QueueName: 'guardian-events',
      StorageAccount__AccountName: 'account',
      StorageAccount__AuthenticationScheme: 'managed-identity',
      StorageAccount__StorageAccountUriFormat: `https://127.0.0.1:${this.#ports.https}/{accountName}/{queueName}`,
      IDENTITY_ENDPOINT: `http://127.0.0.1:${this.#ports.http}/token`,
      IDENTITY_HEADER: 'nobody looks at the header',
      NODE_EXTRA_CA_CERTS: certificateIn(this.#directory),
    };
  }

  /** The same, for a consumer of Amazon SQS. */
  get sqsSettings(): Readonly<Record<string, string>> {
    return { SQS_ENDPOINT: `http://127.0.0.1:${this.#ports.http}` };
  }

  /** Forgets what was, and puts messages into the queue. */
  async fill(messages: number): Promise<void> {
    await this.#say({ fill: messages });
  }

  /** What has happened on the wire since the queue was filled. */
  seen(): Promise<Seen> {
    return this.#say({ ask: 'seen' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exit = once(this.#server, 'exit');
    this.#server.disconnect();
    await exit;
    rmSync(this.#directory, { recursive: true });
  }

  async #say(message: Fill | Ask): Promise<Seen> {
    const answer = once(this.#server, 'message');
    this.#server.send(message);
    const [seen] = (await answer) as [Seen];
    return seen;
  }
}

function certificateIn(directory: string): string {
  return join(directory, 'certificate.pem');
}

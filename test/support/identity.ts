import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { startAzurite, type Azurite } from '../../tools/azurite.ts';

/** An Azurite that takes access tokens, which needs https. */
export interface SecureAzurite extends Azurite {
  /** What a job that signs in with an identity needs to find it and to trust it. */
  readonly settings: Readonly<Record<'AccountName' | 'StorageAccountUriFormat', string>>;
  readonly env: Readonly<Record<'NODE_EXTRA_CA_CERTS', string>>;
}

/** Starts it with a certificate of its own, which this process trusts from now on. */
export async function startSecureAzurite(): Promise<SecureAzurite> {
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-tls-'));
  const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  writeFileSync(cert, pems.cert);
  writeFileSync(key, pems.private);
  setDefaultCACertificates([...getCACertificates(), pems.cert]);
  const azurite = await startAzurite('--oauth', 'basic', '--cert', cert, '--key', key);
  return {
    ...azurite,
    settings: {
      AccountName: azurite.account,
      StorageAccountUriFormat: `${azurite.origin}/{accountName}/{queueName}`,
    },
    env: { NODE_EXTRA_CA_CERTS: cert },
    [Symbol.asyncDispose]: async () => {
      await azurite[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true });
    },
  };
}

/** An access token as Microsoft Entra ID would issue it, but for its signature, which Azurite does not check. */
export function accessToken({ audience = 'https://storage.azure.com' } = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    aud: audience,
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3_600,
  };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, payload, 'no signature'];
  return parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

/** The endpoint from which a managed identity gets its tokens, in the form that App Service has. */
export interface IdentityEndpoint extends AsyncDisposable {
  readonly env: Readonly<Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER', string>>;
  /** For what the tokens were that a job has asked for. */
  readonly resources: readonly (string | null)[];
  /** Of which identities; `null` is the system's own. */
  readonly clients: readonly (string | null)[];
}

/** Starts an endpoint that gives this token to whoever sends its header. */
export async function startIdentityEndpoint(token: string): Promise<IdentityEndpoint> {
  const header = 'the-header-that-proves-to-be-the-pod';
  const resources: (string | null)[] = [];
  const clients: (string | null)[] = [];
  const server = createServer((request, response) => {
    if (request.headers['x-identity-header'] !== header) {
      response.writeHead(401).end();
      return;
    }
    const asked = new URL(request.url!, 'http://localhost').searchParams;
    resources.push(asked.get('resource'));
    clients.push(asked.get('client_id'));
    const expiresOn = Math.floor(Date.now() / 1000) + 3_600;
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        access_token: token,
        expires_on: String(expiresOn),
        resource: resources.at(-1),
        token_type: 'Bearer',
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`, IDENTITY_HEADER: header },
    resources,
    clients,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

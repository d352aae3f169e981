import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectNoSecrets } from '../support/secrets.ts';
import { observeRun } from './observe-run.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const KEY = base64('The 64 bytes of the key of an account that nobody may ever see.');
const SIGNATURE = encodeURIComponent(base64('The 32 bytes of a signature ???'));

/** Each puts a secret into every request: into a header, into the address. */
const CREDENTIALS = {
  'an account key': `AccountKey=${KEY}`,
  'a shared access signature': `SharedAccessSignature=sv=1&ss=q&sig=${SIGNATURE}&se=2`,
};

/** What a service, or what stands before it, may answer that has seen a request and repeats it. */
const ANSWERS: Readonly<Record<string, RequestListener>> = {
  'refuses a signature, and names it': (request, response) => {
    const detail = `The MAC signature found in the HTTP request '${signatureOf(request)}' is not the same as any computed signature.`;
    response
      .writeHead(403, { ...XML, 'x-ms-error-code': 'AuthenticationFailed' })
      .end(fault('AuthenticationFailed', 'No.', detail));
  },
  'refuses a request, and repeats it': (request, response) => {
    response.writeHead(400, XML).end(fault('InvalidHeaderValue', echo(request)));
  },
  'refuses access in JSON': (request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end(echo(request));
  },
  'asks for another way to sign in': (request, response) => {
    const challenge = `Bearer authorization_uri=https://login.invalid/?${request.headers.authorization}`;
    response.writeHead(401, { 'www-authenticate': challenge }).end(echo(request));
  },
  'takes the request for a code': (request, response) => {
    const code = request.headers.authorization ?? request.url;
    response.writeHead(400, { 'x-ms-error-code': code }).end();
  },
  'fails with a page of HTML': (request, response) => {
    response.writeHead(500, { 'content-type': 'text/html' }).end(`<html>${echo(request)}`);
  },
  'sends the request elsewhere': (request, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:1${request.url}` }).end();
  },
  'breaks off in the middle of its answer': (request, response) => {
    response.writeHead(200, { ...XML, 'content-length': 65_536 });
    response.write(`<QueueMessagesList>${echo(request)}`, () => response.destroy());
  },
  'breaks off the connection': ({ socket }) => void socket.resetAndDestroy(),
};

describe('a run', () => {
  const cases = Object.entries(CREDENTIALS).flatMap(([signedInBy, credential]) =>
    Object.entries(ANSWERS).map(([does, answer]) => ({ signedInBy, credential, does, answer })),
  );

  it.each(cases)(
    'shows nothing of $signedInBy when storage $does',
    async ({ credential, answer }) => {
      const signatures = new Set<string>();
      const origin = await serve((request, response) => {
        signatures.add(signatureOf(request));
        answer(request, response);
      });
      const connectionString = `AccountName=guardians;QueueEndpoint=${origin}/guardians;${credential}`;

      const shown = await observeRun({ queueName: 'guardian-events', connectionString });

      expect(shown.report).toMatchObject({ exitCode: 21, error: { queueName: 'guardian-events' } });
      expectNoSecrets(shown, [credential], [...signatures]);
    },
  );
});

const XML = { 'content-type': 'application/xml' };

/** What proves the caller's right: the same for every request, or made for this one. */
function signatureOf({ url, headers }: IncomingMessage): string {
  const [, signature = ''] = /(?:&sig=|SharedKey guardians:)([^&]+)/.exec(
    `${url} ${headers.authorization}`,
  )!;
  return signature;
}

/** All of a request in a text, which needs no escapes in XML. */
function echo({ url, rawHeaders }: IncomingMessage): string {
  return [url, ...rawHeaders].join(' ').replaceAll('&', '&amp;');
}

function fault(code: string, message: string, detail = ''): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail></Error>`;
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { accessToken } from './identity.ts';
import { expectNoSecrets } from './secrets.ts';

/** 64 bytes, with both characters in their base64 that a URL writes otherwise. */
const BYTES = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 251 + 62) % 256));
const KEY = BYTES.toString('base64');
const SIGNATURE = 'c2lnbmVk/by+someone/who=';
const PASSWORD = 'Ünmöglich "zu" erraten';
const SETTINGS = [
  `AccountName=guardians;AccountKey=${KEY};EndpointSuffix=core.windows.net`,
  `QueueEndpoint=http://127.0.0.1:1/a;SharedAccessSignature=sv=1&sig=${encodeURIComponent(SIGNATURE)}&se=2`,
  undefined,
  'guardian-events',
];

const look = (shown: unknown) => () => expectNoSecrets(shown, SETTINGS, [PASSWORD]);
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const inSmallHex = (url: string) => url.replaceAll(/%../g, (code) => code.toLowerCase());

/** As .NET, and some templates, write it. */
const allEscaped = (text: string) =>
  text.replaceAll(/\W/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('expectNoSecrets', () => {
  it.each([
    { form: 'an account key', text: KEY },
    { form: 'a signature', text: SIGNATURE },
    { form: 'a secret that is named', text: PASSWORD },
    { form: 'its beginning', text: KEY.slice(0, 12) },
    { form: 'its middle', text: KEY.slice(38, 50) },
    { form: 'its end', text: KEY.slice(-12) },
    { form: 'it in a URL', text: encodeURIComponent(KEY) },
    { form: 'it in a URL as .NET writes it', text: inSmallHex(encodeURIComponent(KEY)) },
    { form: 'it in a URL in a URL', text: encodeURIComponent(encodeURIComponent(SIGNATURE)) },
    { form: 'a part of it in a URL', text: encodeURIComponent(SIGNATURE.slice(7, 20)) },
    { form: 'it in JSON', text: json(PASSWORD) },
    { form: 'it in JSON in JSON', text: json(json(PASSWORD)) },
    { form: 'it in JSON with all signs escaped', text: allEscaped(KEY) },
    { form: 'it in JSON with slashes escaped', text: SIGNATURE.replaceAll('/', '\\/') },
    { form: 'base64 of it', text: base64(KEY) },
    { form: 'base64 of it after something else', text: base64(`guardians:${KEY}`) },
    { form: 'base64 of it after one byte more', text: base64(`guardians1:${KEY}`) },
    { form: 'base64 for URLs', text: Buffer.from(`?~${SIGNATURE}`).toString('base64url') },
    { form: 'a part of the base64 of it', text: base64(KEY).slice(21, 42) },
    { form: 'base64 of it at the end of a path', text: `/a/b/${base64(SIGNATURE)}` },
    { form: 'the bytes of the key in hex', text: BYTES.toString('hex') },
    { form: 'the bytes of the key as they are inspected', text: inspect(BYTES) },
  ])('finds $form', ({ text }) => {
    expect(look(`before ${text} after`)).toThrow(/^Shown is a secret of which/);
    expect(look(`"${text}"`)).toThrow(/^Shown is a secret of which/);
  });

  it.each([
    ['AccountKey=YW5vdGhlcg==', 'an account key'],
    ['{"accountKey": "YW5vdGhlcg=="}', 'an account key'],
    ['{\\"AccountKey\\":\\"YW5vdGhlcg==\\"}', 'an account key'],
    ["{ accountKey: 'YW5vdGhlcg==' }", 'an account key'],
    [inspect({ accountKey: Buffer.from('another') }), 'an account key'],
    ['https://x/q?sv=1&sig=c2ln&se=2', 'a signature'],
    ['https%3A%2F%2Fx%2Fq%3Fsv%3D1%26sig%3Dc2ln', 'a signature'],
    ['"https://x/q?sv=1\\u0026sig=c2ln"', 'a signature'],
    [base64('https://x/q?sv=1&sig=c2ln'), 'a signature'],
    ['authorization: SharedKey guardians:c2ln', 'an authorization by key'],
    ['SharedKeyLite guardians:c2ln', 'an authorization by key'],
    ['authorization: Bearer 0.AXoAq3pQ_opaque', 'an access token'],
    ['Bearer%200.AXoAq3pQ_opaque==', 'an access token'],
    [accessToken(), 'a JSON web token'],
    [`token=${accessToken()}`, 'a JSON web token'],
    [accessToken().replace(/\.[^.]+$/, ''), 'a JSON web token'],
    [base64(`{"token":"${accessToken()}"}`), 'a JSON web token'],
  ])('takes %s for what it looks like', (text, what) => {
    expect(() => expectNoSecrets(text)).toThrow(`Shown is ${what}:\n${text}`);
  });

  it.each([
    ['message', new Error(`AccountKey=${KEY}`)],
    ['cause', new Error('a', { cause: new Error('b', { cause: new Error(SIGNATURE) }) })],
    ['errors', new AggregateError([new Error('a'), new Error(KEY)])],
    ['properties', Object.assign(new Error('a'), { request: { headers: { a: [KEY] } } })],
    ['hidden properties', Object.defineProperty(new Error('a'), 'request', { value: { KEY } })],
    [
      'properties that it does not present',
      Object.assign(new Error('a'), { KEY, [inspect.custom]: () => 'a' }),
    ],
    ['presentation', Object.assign(new Error('a'), { [inspect.custom]: () => KEY })],
    ['long texts', Object.assign(new Error('a'), { body: `${'.'.repeat(20_000)}${KEY}` })],
  ])("finds a secret in an error's %s", (_, error) => {
    expect(look(error)).toThrow(/^Shown is a secret of which/);
  });

  it.each([
    '',
    'Message 5aeb8127-a6e9-4b4a-a3e8-8a0f4c7d1c55 is done.',
    'q-5aeb8127-a6e9-4b4a-a3e8-8a0f4c7d1c55-poisen at https://guardians.queue.core.windows.net/guardian-events',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'sha512-pVXSwPsLuw8IGLo2Di0EaOfsk+ntVvpkk942J/sHYIkwvtKUakEcPh7HBgZ6tuimgzKSEHgCvO4XgQ05DEbwDw==',
    'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'popReceipt AgAAAAMAAAAAAAAAlGSyoYNh2wE=',
    `${base64('{"type":"guardian.create","name":"Groot"}')}. The next`,
    '{"level":"log","pid":27702,"timestamp":1795575877223,"message":"Received message","context":"QueueJob"}',
    new Error('It went wrong.').stack!,
    'AccountName=guardians;AccountKey=[redacted];EndpointSuffix=core.windows.net',
    '"AccountKey": "[redacted]"',
    'https://x/q?sv=1&sig=[redacted]&se=2 https://x/q?sig=REDACTED',
    'https://x/q?sig=%5Bredacted%5D',
    'SharedAccessSignature=[redacted]&sig=[redacted]',
    'authorization: SharedKey [redacted], authorization: Bearer [redacted]',
    'has an AccountKey that is not base64; has neither an AccountKey nor a SharedAccessSignature',
    'design=blue&signal=red',
    'Bearer authentication is not permitted for non-TLS protected (non-https) URLs.',
    'www-authenticate: Bearer authorization_uri=https://login.microsoftonline.com/0000/oauth2',
    'SharedKey authentication',
    'eyJhbGciOiJSUzI1NiJ9',
    '5.12.1 eyJ.a.b',
    KEY.slice(0, 11),
  ])('leaves %s alone', (text) => {
    expect(look(text)).not.toThrow();
  });

  it('leaves an error without secrets alone', () => {
    const error = new AggregateError([new Error('a', { cause: new Error('b') })], 'c');

    expect(look(error)).not.toThrow();
  });
});

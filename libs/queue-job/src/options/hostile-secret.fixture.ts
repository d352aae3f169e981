import fc, { type Arbitrary } from 'fast-check';

/** In characters: a piece of a secret that must not be seen. */
const PIECE = 12;

/** A key as Azure makes them: 64 bytes in base64. */
export const accountKey: Arbitrary<string> = fc
  .uint8Array({ minLength: 64, maxLength: 64 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const signature = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

/** A shared access signature, as a query, and what of it is secret, as it is and as it is written there. */
export const sharedAccessSignature: Arbitrary<{ text: string; secret: string }> = fc
  .tuple(signature, fc.constantFrom('', '?'), fc.boolean())
  .map(([secret, mark, isFirst]) => {
    const sig = `sig=${encodeURIComponent(secret)}`;
    const others = 'sv=2026-01-01&ss=q&srt=sco&sp=rwdlacup&se=2027-01-01T00:00:00Z&spr=https';
    return { text: mark + (isFirst ? `${sig}&${others}` : `${others}&${sig}`), secret };
  });

const protocol = fc.constantFrom(
  '',
  'DefaultEndpointsProtocol=https;',
  'defaultendpointsprotocol=http;',
);
const suffix = fc.constantFrom(
  '',
  ';EndpointSuffix=core.windows.net',
  ';ENDPOINTSUFFIX=core.usgovcloudapi.net',
);
const endpoints = fc.constantFrom(
  '',
  ';QueueEndpoint=https://guardians.queue.core.windows.net/',
  ';QueueEndpoint=http://127.0.0.1:10001/guardians;BlobEndpoint=http://127.0.0.1:10000/guardians',
);

/** A connection string with a key or a signature, and what of it is secret. */
export const connectionString: Arbitrary<{ text: string; secret: string }> = fc
  .tuple(
    protocol,
    fc.oneof(
      accountKey.map((secret) => ({ text: `AccountKey=${secret}`, secret })),
      sharedAccessSignature.map(({ text, secret }) => ({
        text: `SharedAccessSignature=${text}`,
        secret,
      })),
    ),
    suffix,
    endpoints,
  )
  .map(([start, { text, secret }, end, explicit]) => ({
    text: `${start}AccountName=guardians;${text}${end}${explicit}`,
    secret,
  }));

/** Whether a text shows a secret, or a piece of it, in any case, as it is, as a URL writes it, or as JSON does. */
export function leaks(text: string, secret: string): boolean {
  const shown = text.toLowerCase();
  const forms = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    secret.replaceAll('+', String.raw`\u002B`),
  ].map((form) => form.toLowerCase());
  return forms.some((form) => piecesOf(form).some((piece) => shown.includes(piece)));
}

function piecesOf(text: string): string[] {
  const count = Math.max(0, text.length - PIECE + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + PIECE));
}

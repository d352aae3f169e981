import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensure, fuzz, FUZZ_TIMEOUT, hostileText, mutated } from '../hostile.fixture.js';
import { endpointFault, parseConnectionString, type StorageAccount } from './connection-string.js';
import { accountKey, connectionString, leaks } from './hostile-secret.fixture.js';

const KIB_256 = 262_144;

/** Valid strings in any order, in any case, with blanks and line ends around their parts, and parts that nobody knows. */
const valid = fc
  .tuple(
    connectionString,
    fc.array(fc.tuple(fc.stringMatching(/^x[a-z]{1,8}$/), fc.stringMatching(/^[^;]{0,8}$/))),
  )
  .chain(([{ text, secret }, others]) =>
    fc
      .shuffledSubarray([...text.split(';'), ...others.map((part) => part.join('='))], {
        minLength: text.split(';').length + others.length,
      })
      .map((parts) => ({ text, secret, shuffled: parts.join(' ;\r\n') })),
  );

const spoilt = connectionString.chain(({ text, secret }) =>
  fc
    .oneof(
      mutated(fc.constant(text)),
      fc.constantFrom(...text.split(';')).map((part) => text.replace(part, '')),
      fc
        .constantFrom(...text.split(';'))
        .map((part) => text.replace(part, part.replace(/=.*/, '='))),
    )
    .map((changed) => ({ text: changed.trim(), secret })),
);

/** Whether it can be signed in there. */
function isUsable({ endpoint, blobEndpoint, credential }: StorageAccount): boolean {
  const { protocol, hostname } = new URL(endpoint);
  const isSecret =
    'accountKey' in credential
      ? credential.accountName !== '' &&
        Buffer.from(credential.accountKey, 'base64').toString('base64').length ===
          credential.accountKey.length
      : credential.sharedAccessSignature !== '';
  return (
    isSecret &&
    ['https:', 'http:'].includes(protocol) &&
    !hostname.startsWith('.') &&
    endpointFault(endpoint, 'QueueEndpoint') === undefined &&
    ['string', 'undefined'].includes(typeof blobEndpoint)
  );
}

describe('parseConnectionString', { timeout: FUZZ_TIMEOUT }, () => {
  it('reads what is valid in any order and layout', () => {
    const property = fc.property(valid, ({ text, shuffled }) => {
      const account = parseConnectionString(shuffled) as StorageAccount;

      expect(account).toEqual(parseConnectionString(text));
      expect(isUsable(account)).toBe(true);
    });

    assert(property, fuzz('connection string in any order'));
  });

  it('reads an account out of a text, or tells why not without repeating it', () => {
    const anything = fc.record({ text: hostileText, secret: accountKey });
    const property = fc.property(fc.oneof(spoilt, anything), ({ text, secret }) => {
      const account = parseConnectionString(text);

      const fault = 'fault' in account ? account.fault : undefined;
      expect(fault ?? 'is right').toMatch(/^(?:has|is|names) [ -~]{1,200}$/);
      expect(leaks(fault ?? '', secret)).toBe(false);
      ensure('fault' in account || isUsable(account), 'what is taken for an account is one');
    });

    assert(property, fuzz('connection string'));
  });
});

describe('parseConnectionString, of a long text', () => {
  it.each([
    ['slashes', `AccountName=a;AccountKey=AAAA;QueueEndpoint=https://a.b/${'/'.repeat(KIB_256)}x`],
    [
      'slashes at the end',
      `AccountName=a;AccountKey=AAAA;QueueEndpoint=https://a.b/${'/'.repeat(KIB_256)}`,
    ],
    ['semicolons', ';'.repeat(KIB_256)],
    ['equal signs', `a${'='.repeat(KIB_256)}`],
    ['parts', 'a=b;'.repeat(KIB_256 / 4)],
    ['blanks', `${' '.repeat(KIB_256)}"`],
    ['blanks in a part', `AccountName=${' '.repeat(KIB_256)}a;`],
    ['a key', `AccountName=a;AccountKey=${'A'.repeat(KIB_256)}!`],
    ['a host', `AccountName=${'a.'.repeat(KIB_256 / 2)};AccountKey=AAAA`],
    ['question marks', `AccountName=a;SharedAccessSignature=${'?'.repeat(KIB_256)}`],
  ])('comes to an end with 256 KiB of %s', (_, text) => {
    const account = parseConnectionString(text);

    expect('fault' in account || account.endpoint.length > 0).toBe(true);
  });
});

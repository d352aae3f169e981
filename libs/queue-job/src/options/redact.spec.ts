import { describe, expect, it } from 'vitest';
import { ACCOUNT_KEY, CONNECTION_STRING, REQUIRED, resolve } from './options.fixture.js';
import { redact } from './redact.js';

describe('redact', () => {
  it.each([
    [CONNECTION_STRING, CONNECTION_STRING.replace(ACCOUNT_KEY, '[redacted]')],
    [`accountkey=${ACCOUNT_KEY}`, 'accountkey=[redacted]'],
    ['https://x/q?sv=1&sig=a%2Bb%3D&se=2', 'https://x/q?sv=1&sig=[redacted]&se=2'],
    ['SharedAccessSignature=sv=1&sig=abc', 'SharedAccessSignature=[redacted]&sig=[redacted]'],
    ['SharedAccessSignature=sig=abc&sv=1', 'SharedAccessSignature=[redacted]&sv=1'],
    ['authorization: Bearer eyJ0.eyJ1.c2ln', 'authorization: Bearer [redacted]'],
    ['Answer: eyJhbGciOiJub25lIn0.eyJhIjoxfQAA.c2ln, 200', 'Answer: [redacted], 200'],
    ['{"x-identity-header":"c2VjcmV0","a":1}', '{"x-identity-header":"[redacted]","a":1}'],
    ['grant_type=x&client_assertion=abc&b=1', 'grant_type=x&client_assertion=[redacted]&b=1'],
    ['SharedKey guardians:c2lnbmF0dXJl', 'SharedKey [redacted]'],
    ['"AccountKey=abc"', '"AccountKey=[redacted]"'],
    ['AccountKey=abc and AccountKey=def', 'AccountKey=[redacted] and AccountKey=[redacted]'],
    ['a%3Bsig%3Dabc%2Bd', 'a%3Bsig%3D[redacted]'],
    ['a%253BAccountKey%253Dabc', 'a%253BAccountKey%253D[redacted]'],
    ['Bearer%20eyJ0.eyJ1', 'Bearer%20[redacted]'],
    [String.raw`{\"sig\":\"abc\"}`, String.raw`{\"sig\":\"[redacted]"}`],
  ])('hides the secret of %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '',
    'The guardian has no sign.',
    'AccountName=guardians;EndpointSuffix=core.windows.net',
    'design=blue&signal=red',
    'Bearer',
    'AccountKey=',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('hides every secret of every call, keeping no place between calls', () => {
    const texts = Array.from({ length: 3 }, () => redact('sig=abc'));

    expect(texts).toEqual(Array(3).fill('sig=[redacted]'));
  });

  it.each([
    ['blanks around the sign', `AccountKey = ${ACCOUNT_KEY}`],
    ['JSON', JSON.stringify({ AccountKey: ACCOUNT_KEY })],
  ])('hides the account key in spite of %s', (_, text) => {
    expect(redact(text)).not.toContain(ACCOUNT_KEY.slice(0, 16));
  });
});

/** What is told about a job with a value in the wrong setting; nothing when the value is taken. */
function toldOf(setting: string, value: unknown): string {
  const connectionString =
    setting === 'authenticationScheme' ? undefined : REQUIRED.connectionString;
  try {
    resolve({ connectionString, [setting]: value });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a secret in the wrong setting', () => {
  const settings = Object.keys(resolve());
  const values = [
    CONNECTION_STRING,
    'https://guardians.queue.core.windows.net/?sv=1&sig=c2VjcmV0&se=2',
    'Bearer c2VjcmV0',
    [CONNECTION_STRING],
    { nested: CONNECTION_STRING },
  ];
  const secrets = [ACCOUNT_KEY.slice(0, 16), ACCOUNT_KEY.slice(40, 56), 'c2VjcmV0'];

  it.each(settings.filter((setting) => setting !== 'queueName'))(
    'is not shown by the fault of %s',
    (setting) => {
      const told = values.map((value) => toldOf(setting, value)).join('\n');

      for (const secret of secrets) expect(told).not.toContain(secret);
    },
  );

  it.each(values.slice(0, 2))('is not shown as part of the poison queue name: %j', (queueName) => {
    const told = toldOf('queueName', queueName);

    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  it.each(['queueName', 'accountName', 'authenticationScheme', 'poisonQueueSuffix'])(
    'is not shown by the fault of %s when it is the bare account key',
    (setting) => {
      expect(toldOf(setting, ACCOUNT_KEY)).not.toContain(ACCOUNT_KEY.slice(0, 16));
    },
  );
});

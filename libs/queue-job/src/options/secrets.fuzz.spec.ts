import fc, { assert, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../delivery/describe-error.js';
import { fuzz, FUZZ_TIMEOUT, hostileWord } from '../hostile.fixture.js';
import { ConfigurationError } from './configuration.error.js';
import {
  accountKey,
  connectionString,
  leaks,
  sharedAccessSignature,
} from './hostile-secret.fixture.js';
import { resultOf } from './hostile-value.fixture.js';
import { mergeSettings } from './merge-settings.js';
import { REQUIRED } from './options.fixture.js';
import { QueueJobOptions } from './queue-job-options.js';
import { redact } from './redact.js';
import { resolveOptions } from './resolve-options.js';
import { shown } from './shown.js';

const KIB_128 = 131_072;

const SETTINGS = Object.keys(new QueueJobOptions());

interface Secret {
  readonly text: string;
  readonly secret: string;
}

const secret: Arbitrary<Secret> = fc.oneof(
  connectionString,
  sharedAccessSignature,
  sharedAccessSignature.map(({ text, secret }) => ({
    text: `https://guardians.queue.core.windows.net/?${text.replace('?', '')}`,
    secret,
  })),
  accountKey.map((secret) => ({ text: secret, secret })),
  accountKey.map((secret) => ({ text: `Bearer ${secret}`, secret })),
  accountKey.map((secret) => ({ text: JSON.stringify({ AccountKey: secret }), secret })),
);

/** The ways in which something may have got into the wrong place. */
const WAYS: ((text: string) => unknown)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => ` ${text}\r\n`,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify({ text })),
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => text.replaceAll('+', String.raw`\u002B`),
  (text) => `$value ${text}`,
  (text) => `https://{accountName}.x/{queueName}?${text}`,
  (text) => `exponential(${text}, 1s)`,
  (text) => [text],
  (text) => ({ a: { b: text } }),
  (text) => ({ [text]: text }),
  (text) => new Map([[text, text]]),
];

/** What is told when something is refused; nothing when it is taken. */
function told(act: () => unknown): string {
  const result = resultOf(act);
  return result instanceof ConfigurationError ? `${result.message}${result.stack}` : '';
}

describe('A secret', { timeout: FUZZ_TIMEOUT }, () => {
  it('is told by no fault of the setting in which it was put by mistake', () => {
    const word = hostileWord.map((text) => `${text.toWellFormed()} `);
    const property = fc.property(
      fc.constantFrom(...SETTINGS),
      secret,
      fc.constantFrom(...WAYS),
      fc.oneof(fc.constant(''), word),
      (setting, { text, secret }, put, start) => {
        const code = { ...REQUIRED, [setting]: put(start + text) };

        const fault = told(() => resolveOptions({}, code));

        expect(leaks(fault, secret)).toBe(false);
      },
    );

    assert(property, fuzz('secret in a setting'));
  });

  it('is told by no fault of a setting that bears its name, or is given it twice', () => {
    const property = fc.property(secret, fc.constantFrom(...WAYS), ({ text, secret }, put) => {
      const name = String(put(text));
      const twice = [name, name, 'retryDelay', 'RetryDelay'].map(
        (key, index) => [key, `${text}${index}`] as const,
      );

      const faults = [
        told(() => resolveOptions({}, Object.assign({ [name]: 1 }, REQUIRED))),
        told(() => resolveOptions({ [name]: 1 }, REQUIRED)),
        told(() => resolveOptions({}, text as never)),
        told(() => mergeSettings({ label: 'environment', entries: twice.slice(0, 2) })),
        told(() => mergeSettings({ label: 'environment', entries: twice.slice(2) })),
      ];

      for (const fault of faults) {
        expect(fault).not.toBe('');
        expect(leaks(fault, secret)).toBe(false);
      }
    });

    assert(property, fuzz('secret as a name'));
  });

  it('is told by no error that repeats it under its name', () => {
    const property = fc.property(
      fc.oneof(connectionString, sharedAccessSignature),
      fc.constantFrom(...WAYS.slice(0, 7)),
      hostileWord,
      ({ text, secret }, put, word) => {
        const message = `${word} ${String(put(text))}`;

        for (const error of [new Error(message), message, { toString: () => message }]) {
          expect(leaks(describeError(error), secret)).toBe(false);
        }
      },
    );

    assert(property, fuzz('secret in an error'));
  });
});

describe('redact and shown', () => {
  it.each([
    ['letters', 'a'],
    ['capitals', 'A'],
    ['opaque things', 'aA+'],
    ['names of secrets', 'sig'],
    ['names of secrets and blanks', 'AccountKey '],
    ['names of secrets and signs', 'sig='],
    ['blanks', ' '],
    ['percent signs', '%25'],
    ['backslashes', '\\'],
    ['quotes', '"'],
    ['line ends', '\n'],
    ['control characters', '\u0001'],
    ['halves of characters', '\uD83C'],
    ['tokens', '$value'],
    ['beginnings of web tokens', 'eyJ-'],
    ['halves of web tokens', 'eyJaaaaaaaa.'],
  ])('come to an end with 128 KiB of %s', (_, unit) => {
    const text = unit.repeat(KIB_128 / unit.length);

    for (const value of [text, `${text}=`, `sig${text}`, `AccountKey%${text}=`, [text]]) {
      expect(redact(String(value))).toBeTypeOf('string');
      expect(shown(value).length).toBeLessThanOrEqual(80);
    }
  });
});

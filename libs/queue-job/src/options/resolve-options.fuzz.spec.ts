import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  hostileWord,
  keepPrototypes,
  NAMES,
  UNPRINTABLE,
} from '../hostile.fixture.js';
import { hostileJson, parsed } from '../hostile-json.fixture.js';
import { FAILED_OUTCOMES } from '../outcome.js';
import { isWithinBounds } from './bounds.fixture.js';
import { ConfigurationError } from './configuration.error.js';
import { hostileValue, made, resultOf } from './hostile-value.fixture.js';
import { mergeSettings } from './merge-settings.js';
import { REQUIRED } from './options.fixture.js';
import { CREDENTIALS, ENCODINGS, POISON_FORMATS, QueueJobOptions } from './queue-job-options.js';
import { resolveOptions } from './resolve-options.js';
import { environmentVariable, nameInVariable, propertyOf, settingName } from './setting.js';

keepPrototypes();

const SETTINGS = Object.keys(new QueueJobOptions());

/** Texts that some setting takes, and those next to them. */
const meant = fc.oneof(
  fc.constantFrom(
    ...CREDENTIALS,
    ...ENCODINGS,
    ...POISON_FORMATS,
    ...FAILED_OUTCOMES,
    'AUTO',
    'none',
  ),
  fc.constantFrom('0', '1', '5', '1000', '1001', '-1', '-0', '1e3', 'infinity', 'Infinity', '0.5'),
  fc.constantFrom(
    '1ms',
    '1s',
    '7d',
    '7d1ms',
    '24d',
    '10000d',
    '00:10:00',
    'PT10M',
    '1.5s',
    'never',
  ),
  fc.constantFrom(
    'exponential(1s, 1h)',
    'exponential(1s,x)',
    'exponential(8d,9d)',
    'exponential()',
  ),
  fc.constantFrom(
    'abc',
    'ab',
    'a--b',
    'a'.repeat(63),
    'meta.kind',
    'a..b',
    'poisoned,released',
    ',',
  ),
  fc.constantFrom('https://{accountName}.x/{queueName}', 'http://x/{queuename}', 'https://x/{y}'),
);

const name = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...SETTINGS, 'poisenQueueSuffix') },
  { weight: 1, arbitrary: hostileWord },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
);
const anyCase = fc
  .tuple(name, fc.constantFrom('lower', 'upper', 'as it is'))
  .map(([text, form]) =>
    form === 'lower' ? text.toLowerCase() : form === 'upper' ? text.toUpperCase() : text,
  );

/** Whether every fault is one short line, with its setting named as files, the environment and code do. */
function isClear({ faults, message }: ConfigurationError): boolean {
  return (
    faults.length > 0 &&
    faults.every(
      ({ subject, fault }) =>
        /^.{0,80} \((?:StorageAccount__|code|environment|appsettings)/.test(subject) &&
        fault.length < 800 &&
        !UNPRINTABLE.test(subject + fault) &&
        message.includes(`${subject}\n    ${fault}`),
    )
  );
}

function optionsOrFaults(act: () => QueueJobOptions): QueueJobOptions | ConfigurationError {
  const result = resultOf(act);
  if (result instanceof ConfigurationError) ensure(isClear(result), 'every fault is clear');
  else ensure(isWithinBounds(result), 'every option is within its bounds');
  return result;
}

/** What is told to be wrong with options in code. */
function subjectsOf(code: readonly (readonly [name: string, value: unknown])[]): string[] {
  const options = { ...REQUIRED, ...Object.fromEntries(code) };
  const result = resultOf(() => resolveOptions({}, options));
  return result instanceof ConfigurationError ? result.faults.map(({ subject }) => subject) : [];
}

describe('resolveOptions, whatever is given', { timeout: FUZZ_TIMEOUT }, () => {
  const inCode = fc.oneof(
    hostileValue,
    meant.map((text) => ({ kind: 'a text' as const, text })),
  );

  it('makes options within their bounds of what code gives, or tells every fault', () => {
    const given = fc.array(fc.tuple(anyCase, inCode), { maxLength: 3 });
    const isTwice = fc.nat(5).map((n) => n === 0);
    const property = fc.property(given, isTwice, (entries, isTwice) => {
      const again = entries.map(([key, value]) => [key.toUpperCase(), value] as const);
      const code = [...entries, ...(isTwice ? again : [])].map(
        ([key, value]) => [key, made(value)] as const,
      );

      const options = { ...REQUIRED, ...Object.fromEntries(code) };

      expect(optionsOrFaults(() => resolveOptions({}, options))).toBeDefined();
    });

    assert(property, fuzz('setting in code'));
  });

  it('makes options within their bounds of what files give, or tells every fault', () => {
    const value = fc.oneof(
      hostileJson,
      meant.map((text) => JSON.stringify(text)),
    );
    const given = fc.array(fc.tuple(anyCase, value), { maxLength: 3 });
    const property = fc.property(given, (entries) => {
      const file = entries.map(([key, json]) => [key, parsed(json)] as const);

      optionsOrFaults(() =>
        resolveOptions(mergeSettings({ label: 'appsettings.json', entries: file }), REQUIRED),
      );
    });

    assert(property, fuzz('setting in a file'));
  });

  it('makes options within their bounds of what the environment gives, or tells every fault', () => {
    const value = fc.oneof(hostileText, meant);
    const given = fc.array(fc.tuple(anyCase, value), { maxLength: 3 });
    const property = fc.property(given, (entries) => {
      const variables = entries.map(
        ([key, text]) => [nameInVariable(environmentVariable(key))!, text] as const,
      );

      const result = optionsOrFaults(() =>
        resolveOptions(mergeSettings({ label: 'environment', entries: variables }), REQUIRED),
      );

      const hasStranger = variables.some(
        ([key, text]) => propertyOf(key) === undefined && text.trim() !== '',
      );
      ensure(!hasStranger || result instanceof ConfigurationError, 'no name is passed over');
    });

    assert(property, fuzz('setting in the environment'));
  });

  it('tells of every setting that is wrong alone when it is wrong with others', () => {
    // Whether these are wrong depends on others.
    const dependent = ['poisonQueueSuffix', 'accountName'];
    const given = fc.uniqueArray(
      fc.tuple(fc.constantFrom(...SETTINGS.filter((name) => !dependent.includes(name))), inCode),
      { selector: ([setting]) => setting, minLength: 2, maxLength: 4 },
    );
    const property = fc.property(given, (entries) => {
      const code = entries.map(([setting, value]) => [setting, made(value)] as const);

      const together = subjectsOf(code);

      for (const entry of code) {
        const variable = environmentVariable(settingName(entry[0]));
        const alone = subjectsOf([entry]).filter((subject) => subject.includes(`(${variable},`));
        expect(together).toEqual(expect.arrayContaining(alone));
      }
    });

    assert(property, fuzz('several settings'));
  });

  it('says so when it is given no options at all', () => {
    const property = fc.property(hostileValue, (value) => {
      const code = made(value);
      fc.pre(typeof code !== 'object' || code === null);

      const result = resultOf(() => resolveOptions({}, code as never));

      expect(result).toMatchObject({
        faults: [
          {
            subject: 'The factory of forRootAsync',
            fault: expect.stringContaining('instead of options'),
          },
        ],
      });
    });

    assert(property, fuzz('no options'));
  });
});

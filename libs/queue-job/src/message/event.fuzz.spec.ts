import fc, { assert, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  keepPrototypes,
  NAMES,
} from '../hostile.fixture.js';
import { hostileEntries, hostileJson, objectOf, parsed } from '../hostile-json.fixture.js';
import { isFieldPath } from '../options/field-path.js';
import { readEvent, replaceData } from './event.js';

keepPrototypes();

const KIB_64 = 65_536;

const CLOUD_EVENT = ['specversion', 'type', 'id', 'source'];
const EVENT_GRID = ['eventType', 'eventTime', 'id', 'subject'];

/** The members of an envelope in any order, each as it should be, or anything; one may be missing, or there twice. */
function envelopeOf(names: readonly string[]): Arbitrary<string> {
  const members = names.map((name) =>
    fc
      .oneof({ weight: 8, arbitrary: fc.constant('"1.0"') }, fc.constant('"a.b"'), hostileJson)
      .map((json) => [JSON.stringify(name), json] as const),
  );
  const data = fc
    .tuple(fc.constantFrom('"data"', '"data_base64"'), fc.oneof(hostileJson, fc.constant('"e30="')))
    .map((entry) => [...entry] as const);
  return fc
    .tuple(fc.tuple(...members), fc.array(data, { maxLength: 2 }), hostileEntries)
    .chain(([all, some, others]) =>
      fc.shuffledSubarray([...all, ...some, ...others], { minLength: all.length - 1 }),
    )
    .map(objectOf);
}

const body = fc.oneof(envelopeOf(CLOUD_EVENT), envelopeOf(EVENT_GRID), hostileJson);

/** Paths as the setting takes them. */
const typeField = fc.option(
  fc
    .array(fc.oneof(fc.constantFrom(...NAMES), hostileText), { minLength: 1, maxLength: 4 })
    .map((names) => names.join('.'))
    .filter(isFieldPath),
  { nil: undefined, freq: 2 },
);

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an object says itself, and inherits from nobody. */
const own = (value: unknown, name: string): unknown =>
  isObject(value) ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

function textAt(value: unknown, path: readonly string[]): string | undefined {
  const text = path.reduce(own, value);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Which envelope a body is, told without looking at what it is read as. */
function kindOf(value: unknown): 'cloud event' | 'event grid' | 'none' {
  const has = (names: readonly string[]) =>
    names.every((name) => typeof own(value, name) === 'string');
  if (has(CLOUD_EVENT) && String(own(value, 'specversion')).startsWith('1.')) return 'cloud event';
  return has(EVENT_GRID) ? 'event grid' : 'none';
}

/** Whether there is room for a text in a place: nothing but objects on the way. */
const hasRoom = (value: unknown, [name, ...rest]: readonly string[]): boolean =>
  name === undefined || (isObject(value) && hasRoom(own(value, name) ?? {}, rest));

function frozen(json: string): unknown {
  const value = parsed(json);
  const rest: unknown[] = [value];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'object' && next !== null) rest.push(...Object.values(Object.freeze(next)));
  }
  return value;
}

describe('readEvent, whatever the body', { timeout: FUZZ_TIMEOUT }, () => {
  it('knows an envelope by its members, and the type by what the body itself says', () => {
    const property = fc.property(body, typeField, (json, field) => {
      const value = frozen(json);

      const event = readEvent(value, field);

      const kind = kindOf(value);
      const place = field?.split('.') ?? [kind === 'event grid' ? 'eventType' : 'type'];
      expect(event.type).toBe(textAt(value, place));
      const names = kind === 'none' ? [] : Reflect.ownKeys(value as object);
      const isEncoded = kind === 'cloud event' && typeof own(value, 'data_base64') === 'string';
      const data = kind === 'cloud event' ? ['data', 'data_base64'] : ['data'];
      expect(Reflect.ownKeys(event.attributes)).toEqual(
        names.filter((name) => !data.includes(String(name))),
      );
      expect(Object.getPrototypeOf(event.attributes)).toBe(Object.prototype);
      const expected = kind === 'none' ? value : own(value, 'data');
      ensure(isEncoded || event.body === expected, 'the data is the very data of the body');
    });

    assert(property, fuzz('body of an event'));
  });
});

describe('replaceData, whatever the body and its place', { timeout: FUZZ_TIMEOUT }, () => {
  it('leaves the envelope as it was, and the type where there is room for it', () => {
    const property = fc.property(body, body, typeField, (before, after, field) => {
      const [value, data] = [frozen(before), frozen(after)];
      const path = field?.split('.') ?? ['type'];

      const replaced = replaceData(value, data, field);

      const isLost = textAt(value, path) !== undefined && textAt(replaced, path) === undefined;
      ensure(!isLost || !hasRoom(replaced, path), 'the type is named where there is room for it');
      if (kindOf(value) === 'none') return;
      ensure(readEvent(replaced).type === readEvent(value).type, 'the envelope names its type');
      ensure(own(replaced, 'id') === own(value, 'id'), 'the envelope is the same');
      ensure(field !== undefined || own(replaced, 'data') === data, 'the data is the new data');
    });

    assert(property, fuzz('data to be replaced'));
  });
});

describe('readEvent and replaceData', () => {
  const names = Array.from({ length: 8_000 }, (_, n) => [`"${n}"`, '1'] as const);

  it.each([
    ['lists', '['.repeat(KIB_64 / 2) + ']'.repeat(KIB_64 / 2), undefined],
    [
      'objects',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      Array(10_000).fill('a').join('.'),
    ],
    ['prototypes', `${'{"__proto__":'.repeat(4_000)}1${'}'.repeat(4_000)}`, '__proto__.__proto__'],
    ['names', objectOf(names), 'constructor.name'],
    ['one name', `{"${'a'.repeat(KIB_64)}":"b"}`, 'a'.repeat(KIB_64)],
    ['digits', `{"type":${'9'.repeat(KIB_64)}}`, undefined],
  ])('come to an end with 64 KiB of %s', (_, json, field) => {
    const value = parsed(json);

    const { type } = readEvent(value, field);
    const replaced = replaceData(value, { type: 'b' }, field);

    expect([undefined, 'b']).toContain(type);
    expect(readEvent(replaced).type).toBe('b');
  });

  it.each(['constructor', '__proto__', 'toString', 'valueOf.name', '__proto__.toString'])(
    'take nothing that an object inherits for the type at %s',
    (field) => {
      const path = field.split('.');
      const json = path.reduceRight((inner, name) => `{"${name}":${inner}}`, '"guardian.created"');

      const replaced = replaceData(parsed(json), { step: 2 }, field);

      expect(readEvent({}, field).type).toBeUndefined();
      expect(readEvent(replaced, field)).toMatchObject({
        type: 'guardian.created',
        body: { step: 2 },
      });
    },
  );
});

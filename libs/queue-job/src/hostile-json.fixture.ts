import fc, { type Arbitrary } from 'fast-check';
import { hostileText, hostileWord } from './hostile.fixture.js';

const KIB_64 = 65_536;

/** Numbers beyond what JavaScript counts exactly, or at all, and the shortest values there are. */
const SCALARS = [
  ...'null true false "" {} [] 0 -0 0.1 1e400 -1e400 1e-400 9007199254740993'.split(' '),
  ...String.raw`"\ud800" "\u0000" "\u005f_proto__"`.split(' '),
  '9'.repeat(5_000),
  `0.${'9'.repeat(5_000)}`,
];

const quoted = fc
  .oneof({ weight: 100, arbitrary: hostileWord }, { weight: 1, arbitrary: hostileText })
  .map((text) => JSON.stringify(text));

const { value, object } = fc.letrec<Record<'value' | 'list' | 'object', string>>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom(...SCALARS), quoted),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  object: fc.array(fc.tuple(quoted, tie('value')), { maxLength: 5 }).map(objectOf),
}));

/** What is written in JSON with these names and values, those that occur twice included. */
export function objectOf(entries: readonly (readonly [name: string, value: string])[]): string {
  return `{${entries.map((entry) => entry.join(':')).join(',')}}`;
}

/** As many levels as 64 KiB hold, or fewer. */
export const nested: Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      ['[', ']'] as const,
      ['{"a":', '}'] as const,
      ['{"child":', '}'] as const,
      ['{"__proto__":', '}'] as const,
      ['[{"data":', '}]'] as const,
    ),
    fc.integer({ min: 1, max: KIB_64 }),
    value,
  )
  .map(([[open, close], levels, inner]) => {
    const most = Math.floor((KIB_64 - inner.length) / (open.length + close.length));
    const count = Math.max(1, Math.min(levels, most));
    return open.repeat(count) + inner + close.repeat(count);
  });

/** Any JSON, with names that mean something to JavaScript, and now and then nested as deeply as may be. */
export const hostileJson: Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: value },
  { weight: 1, arbitrary: nested },
);

/** Entries of an object in JSON, the names quoted. */
export const hostileEntries: Arbitrary<(readonly [name: string, value: string])[]> = fc.array(
  fc.tuple(quoted, value),
  { maxLength: 4 },
);

/** Any object in JSON. */
export const hostileObject: Arbitrary<string> = object;

/** What `JSON.parse` makes of it, names that mean something to JavaScript included. */
export const parsed = (json: string): unknown => JSON.parse(json);

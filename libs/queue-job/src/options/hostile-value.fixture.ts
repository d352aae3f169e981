import fc, { type Arbitrary } from 'fast-check';
import { ensure, hostileText } from '../hostile.fixture.js';
import { hostileJson, nested, parsed } from '../hostile-json.fixture.js';
import { ConfigurationError } from './configuration.error.js';
import { Duration } from './duration.js';

const broken = (): never => {
  throw new Error('broken');
};

/** Whose construction anew would fail. */
class Stubborn {
  readonly #text: string;
  constructor(text?: string) {
    if (text === undefined) broken();
    this.#text = String(text);
  }
  toString(): string {
    return this.#text;
  }
}

const circle: { self?: unknown } = {};
circle.self = [circle];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}

/** What somebody may put where a setting is expected, made anew for every case. */
const VALUES = {
  'a text': (text) => text,
  'a symbol': (text) => Symbol(text),
  'a function': () => broken,
  'a class': () => Stubborn,
  'an instance': (text) => new Stubborn(text),
  'a text as an object': (text) => Object(text) as unknown,
  'a number as an object': () => Object(5) as unknown,
  'not a number': () => NaN,
  'less than nothing': () => -0,
  infinity: () => Infinity,
  'less than infinity': () => -Infinity,
  'the least number': () => Number.MIN_VALUE,
  'the largest number': () => Number.MAX_VALUE,
  'half of one': () => 0.5,
  'a whole number': (text) => text.length,
  'a big number': () => 5n,
  'a truth': () => true,
  'a date': () => new Date(0),
  'no date': () => new Date(NaN),
  'a map': (text) => new Map([[text, text]]),
  'a set': (text) => new Set([text]),
  bytes: (text) => Buffer.from(text),
  'a pattern': () => /a/g,
  'an error': (text) => new Error(text),
  'a promise': (text) => Promise.resolve(text),
  'a duration': () => Duration.ofSeconds(30),
  'a list': (text) => [text, text, text],
  'a long list': (text) => Array(10_000).fill(text.slice(0, 100)) as unknown,
  'a circle': () => circle,
  'no prototype': () => Object.create(null) as unknown,
  'a broken getter': () => Object.defineProperty({}, 'a', { get: broken, enumerable: true }),
  'broken JSON': () => ({ toJSON: broken }),
  'a broken text': () => ({ toString: broken, [Symbol.toPrimitive]: broken }),
  'a broken constructor': () => ({ constructor: broken }),
  'no constructor': () => ({ constructor: 5 }),
  'a broken credential': () => Object.defineProperty({}, 'getToken', { get: broken }),
  'a broken proxy': () => new Proxy({}, new Proxy({}, { get: () => broken })),
  'a revoked proxy': revoked,
} as const satisfies Record<string, (text: string) => unknown>;

/** A value that somebody may give a setting: of what kind, and a text in it, or in JSON. */
export type HostileValue =
  { readonly kind: keyof typeof VALUES; readonly text: string } | { readonly json: string };

/** What code may give. */
export const hostileValue: Arbitrary<HostileValue> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[])),
      text: hostileText,
    }),
  },
  { weight: 10, arbitrary: fc.record({ json: hostileJson }) },
  { weight: 1, arbitrary: fc.record({ json: nested }) },
);

/** Made only in a test itself: to be printed would be the end of some of them. */
export function made(value: HostileValue): unknown {
  return 'json' in value ? parsed(value.json) : VALUES[value.kind](value.text);
}

/** What a call gives, or the error that tells what of the configuration is wrong. Nothing else may be thrown. */
export function resultOf<T>(act: () => T): T | ConfigurationError {
  try {
    return act();
  } catch (error) {
    ensure(error instanceof ConfigurationError, `nothing else is thrown: ${String(error)}`);
    return error;
  }
}

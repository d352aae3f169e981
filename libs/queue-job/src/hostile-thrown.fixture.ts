import fc, { type Arbitrary } from 'fast-check';
import { hostileText } from './hostile.fixture.js';
import { RetryMessageError } from './delivery/errors/retry-message.error.js';
import { PoisonMessageError } from './message/errors/poison-message.error.js';

const broken = (): never => {
  throw new Error('broken');
};

/** Every trap throws, whatever is asked of it. */
const TRAPS = new Proxy({}, { get: () => broken });

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function circular(text: string): Error {
  const error = new Error(text);
  return Object.assign(error, { cause: new Error(text, { cause: error }), errors: [error] });
}

/** An error with a getter that throws in place of a field. */
const withBroken = (field: string, error: Error) =>
  Object.defineProperty(error, field, { get: broken });

/** What is thrown, made anew for every case. */
const THROWN = {
  nothing: () => undefined,
  null: () => null,
  'a text': (text) => text,
  'a symbol': (text) => Symbol(text),
  'a number': () => NaN,
  'a big number': () => 10n ** 5_000n,
  'a function': () => broken,
  'an object': (text) => ({ message: text }),
  'an object without a prototype': () => Object.create(null) as unknown,
  'an object without a text': () => ({ toString: broken }),
  'an object whose text is none': () => ({ toString: () => ({}), valueOf: () => ({}) }),
  'a promise': () => Promise.resolve(),
  'a proxy of nothing': () => new Proxy({}, TRAPS),
  'a proxy of an error': (text) => new Proxy(new Error(text), TRAPS),
  'a revoked proxy': revoked,
  'an error': (text) => new Error(text),
  'an error of 1 MB': (text) => new Error((text || 'x').repeat(1_048_576 / (text.length || 1))),
  'an error of errors': (text) => new AggregateError(Array(10_000).fill(new Error(text)), text),
  'an error that is its own cause': circular,
  'a frozen error': (text) => Object.freeze(new TypeError(text)),
  'an error without name, message and stack': () =>
    Object.assign(new Error(), { name: undefined, message: undefined, stack: undefined }),
  'an error of objects': () => Object.assign(new Error(), { name: {}, message: [], stack: 7 }),
  'an error of symbols': () =>
    Object.assign(new Error(), { name: Symbol('a'), message: Symbol('b'), stack: Symbol('c') }),
  'an error of texts': (text) =>
    Object.assign(new Error(), { name: text, message: text, stack: text }),
  'an error with a broken name': (text) => withBroken('name', new Error(text)),
  'an error with a broken message': (text) => withBroken('message', new Error(text)),
  'an error with a broken stack': (text) => withBroken('stack', new Error(text)),
  'a poison message error': (text) => new PoisonMessageError(text),
  'a broken poison message error': (text) => withBroken('message', new PoisonMessageError(text)),
  'a retry message error': (text) => new RetryMessageError(text, { delay: '1m' }),
  'a retry message error without a delay': (text) =>
    Object.assign(new RetryMessageError(text, { delay: 0 }), { delay: undefined }),
} as const satisfies Record<string, (text: string) => unknown>;

/** What an executor, or anybody else, may throw: what it is, and a text in it. */
export interface Thrown {
  readonly kind: keyof typeof THROWN;
  readonly text: string;
}

export const hostileThrown: Arbitrary<Thrown> = fc.record({
  kind: fc.constantFrom(...(Object.keys(THROWN) as Thrown['kind'][])),
  text: hostileText,
});

/** Made only in a test itself: to be printed would be the end of some of them. */
export function made({ kind, text }: Thrown): unknown {
  return THROWN[kind](text);
}

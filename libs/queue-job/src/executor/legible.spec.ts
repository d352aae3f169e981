import { describe, expect, it } from 'vitest';
import { legible } from './legible.js';

const throws = (): never => {
  throw new Error('broken');
};

describe('legible', () => {
  it.each([new Error('a'), 'a text', undefined, null, 7, { toString: throws }, throws])(
    'gives back %o, which was thrown',
    (thrown) => {
      expect(legible(thrown)).toBe(thrown);
    },
  );

  it.each([
    ['a proxy that throws', new Proxy(new Error('a'), { getPrototypeOf: throws })],
    ['an error whose name throws', Object.defineProperty(new Error('a'), 'name', { get: throws })],
    [
      'an error whose text throws',
      Object.defineProperty(new Error('a'), 'message', { get: throws }),
    ],
    [
      'an error whose stack throws',
      Object.defineProperty(new Error('a'), 'stack', { get: throws }),
    ],
  ])('gives an error of its own for %s', (_, thrown) => {
    const error = legible(thrown) as Error;

    expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
    expect(error.message).toBe('What was thrown cannot be told: looking at it throws an error.');
  });

  it('gives an error of its own for a proxy that was revoked', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();

    expect(legible(proxy)).toBeInstanceOf(Error);
  });
});

import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../options/configuration.error.js';
import { loggableError } from './loggable-error.js';

const SECRET = 'https://x/q?sig=c2VjcmV0&se=2';

describe('loggableError', () => {
  it.each([
    ['message', new Error(SECRET)],
    ['cause', new Error('a', { cause: new Error('b', { cause: new TypeError(SECRET) }) })],
    ['cause that is a text', new Error('a', { cause: SECRET })],
    ['gathered errors', new AggregateError([new Error(SECRET), SECRET], 'a')],
    ['properties', Object.assign(new Error('a'), { url: SECRET })],
    ['request', Object.assign(new Error('a'), { request: { url: SECRET } })],
  ])('leaves no secret in the %s of an error', (_, error) => {
    const shown = inspect(loggableError(error), { depth: 10, showHidden: true });

    expect(shown).not.toContain('c2VjcmV0');
  });

  it('keeps what tells what went wrong and where', () => {
    const cause = Object.assign(new TypeError('b'), { code: 'EPIPE', statusCode: 500 });
    const error = new AggregateError([new Error('c')], 'a', { cause });

    const loggable = loggableError(error);

    expect(loggable).toBeInstanceOf(Error);
    expect(loggable).toMatchObject({
      name: 'AggregateError',
      message: 'a',
      stack: error.stack,
      cause: {
        name: 'TypeError',
        message: 'b',
        stack: cause.stack,
        code: 'EPIPE',
        statusCode: 500,
      },
      errors: [{ message: 'c' }],
    });
  });

  it.each([new ConfigurationError([]), 'no error'])('leaves %s as it is', (thrown) => {
    expect(loggableError(thrown)).toBe(thrown);
  });

  it('comes to an end with a cause that is its own', () => {
    const error = new Error('a');
    error.cause = error;

    expect(() => inspect(loggableError(error), { depth: 20 })).not.toThrow();
  });

  it('says what it can of an error that throws when it is looked at', () => {
    const error = Object.defineProperty(new Error('a'), 'message', {
      get: () => {
        throw new Error('no');
      },
    });

    expect(loggableError(error)).toBe('a thrown object that has no text');
  });
});

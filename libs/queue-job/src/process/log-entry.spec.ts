import { describe, expect, it } from 'vitest';
import { logEntry, type LogCall } from './log-entry.js';

const read = (call: Partial<LogCall>): unknown =>
  JSON.parse(
    logEntry({ level: 'log', context: undefined, message: 'Done.', rest: [], fields: {}, ...call }),
  );

const frame = { level: 'log', pid: process.pid, timestamp: expect.any(Number) as number };

describe('logEntry()', () => {
  it('begins with what every line has, then tells the fields', () => {
    const line = logEntry({
      level: 'warn',
      context: undefined,
      message: 'Late.',
      rest: [{ outcome: 'released' }, 'QueueJob'],
      fields: { messageId: '1' },
    });

    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      'level',
      'pid',
      'timestamp',
      'message',
      'context',
      'messageId',
      'outcome',
    ]);
  });

  it("lets the caller's own field win, and none take the place of what every line has", () => {
    const entry = read({
      rest: [{ messageId: 'mine', level: 'none', message: 'none' }, { also: 1 }],
      fields: { messageId: '1', dequeueCount: 2 },
    });

    expect(entry).toEqual({
      ...frame,
      message: 'Done.',
      messageId: 'mine',
      dequeueCount: 2,
      also: 1,
    });
  });

  it('names who logs: what the call says, else the logger', () => {
    expect(read({ context: 'Job', rest: ['Forge'] })).toMatchObject({ context: 'Forge' });
    expect(read({ context: 'Job' })).toMatchObject({ context: 'Job' });
    expect(read({})).not.toHaveProperty('context');
  });

  it('keeps in one line what else is given', () => {
    const rest = [7, undefined, 'more', [1], 'Forge'];

    expect(read({ rest })).toEqual({
      ...frame,
      message: 'Done.',
      context: 'Forge',
      params: [7, 'more', [1]],
    });
  });

  it('tells an error with its stack, its causes, and properties that are no objects', () => {
    const cause = new AggregateError([new Error('c'), 'text'], 'b');
    const error = Object.assign(new TypeError('a', { cause }), { code: 'E1', request: { key: 1 } });

    const expected = {
      name: 'TypeError',
      message: 'a',
      stack: error.stack,
      code: 'E1',
      cause: {
        name: 'AggregateError',
        message: 'b',
        stack: cause.stack,
        errors: [expect.objectContaining({ message: 'c' }), 'text'],
      },
    };
    expect(read({ rest: [error, 'Forge'] })).toMatchObject({ message: 'Done.', error: expected });
    const { error: told } = read({ message: error }) as { error: object };
    expect(told).toEqual(expected);
    expect(read({ message: error })).toMatchObject({ message: 'a' });
  });

  it('takes a stack for one, also last', () => {
    const { stack } = new Error('a');

    expect(read({ rest: [stack] })).toEqual({ ...frame, message: 'Done.', stack });
    expect(read({ rest: [stack, 'Forge'] })).toMatchObject({ stack, context: 'Forge' });
  });

  it('calls a function for its text, and names a class', () => {
    class Guardian {}

    expect(read({ message: () => 'late' })).toMatchObject({ message: 'late' });
    expect(read({ message: Guardian })).toMatchObject({ message: 'Guardian' });
  });

  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const loop = new Error('loop');
  loop.cause = loop;
  const broken = () => {
    throw new Error('broken');
  };

  it.each([
    ['a circle', [circular]],
    ['an error that is its own cause', [loop]],
    ['what JSON cannot write', [{ big: 1n, symbol: Symbol('s'), map: new Map([[1, 2]]) }]],
    ['what throws when it is written', [{ at: { toJSON: broken } }]],
    ['what throws when it is looked at', [{ at: new Proxy({}, { ownKeys: broken, get: broken }) }]],
    ['an error that throws', [Object.defineProperty(new Error('a'), 'message', { get: broken })]],
    ['an object without a prototype', [Object.assign(Object.create(null), { a: 1 })]],
  ])('writes a line of %s', (_what, rest) => {
    expect(read({ rest })).toMatchObject({ ...frame, message: 'Done.' });
  });

  it('writes a line of a message that throws', () => {
    expect(read({ message: broken })).toMatchObject({ ...frame, message: 'broken' });
  });
});

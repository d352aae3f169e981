import { describe, expect, it } from 'vitest';
import { PoisonMessageError } from './poison-message.error.js';
import { UnknownEventTypeError } from './unknown-event-type.error.js';

describe('UnknownEventTypeError', () => {
  it('is a poison message error that tells the type', () => {
    const error = new UnknownEventTypeError('guardian.deleted', ['guardian.created']);

    expect(error).toBeInstanceOf(PoisonMessageError);
    expect(error).toMatchObject({ name: 'UnknownEventTypeError', type: 'guardian.deleted' });
  });

  it('names the types that are known, and the way out', () => {
    const error = new UnknownEventTypeError('c', ['a', 'b']);

    expect(error.message).toBe(
      'No executor takes the type "c". Known are a, b; an executor without a type would take everything else.',
    );
  });

  it('says that the message names no type', () => {
    const error = new UnknownEventTypeError(undefined, ['a']);

    expect(error.type).toBeUndefined();
    expect(error.message).toMatch(/^The message names no type\. Known are a;/);
  });

  it.each(['', ' ', 'two\nlines', '"quoted"'])('quotes the type %j', (type) => {
    const error = new UnknownEventTypeError(type, ['a']);

    expect(error.message).toContain(`the type ${JSON.stringify(type)}.`);
  });

  it('shows no more of a type than fits in a line', () => {
    const error = new UnknownEventTypeError(`\u009B${'a'.repeat(60_000)}`, ['b']);

    expect(error.message).toMatch(/the type "\\u009ba{70,80}…\. Known are b;/);
    expect(error.type).toHaveLength(60_001);
  });
});

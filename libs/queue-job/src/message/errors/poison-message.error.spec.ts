import { describe, expect, it } from 'vitest';
import { QueueJobError } from '../../queue-job.error.js';
import { PoisonMessageError } from './poison-message.error.js';
import { UndecodableMessageError } from './undecodable-message.error.js';

describe.each([
  [PoisonMessageError, 'PoisonMessageError'],
  [UndecodableMessageError, 'UndecodableMessageError'],
])('%o', (ErrorClass, name) => {
  it('is a poison message error with its own name', () => {
    const error = new ErrorClass('No guardian will come.');

    expect(error).toBeInstanceOf(PoisonMessageError);
    expect(error).toBeInstanceOf(QueueJobError);
    expect(String(error)).toBe(`${name}: No guardian will come.`);
  });

  it('keeps its cause', () => {
    const cause = new Error('first');

    expect(new ErrorClass('then', { cause }).cause).toBe(cause);
  });
});

describe('PoisonMessageError', () => {
  it('can be extended by an application, under a name of its own', () => {
    class NoGuardianError extends PoisonMessageError {
      override readonly name = 'NoGuardianError';
    }

    expect(new NoGuardianError('none')).toBeInstanceOf(PoisonMessageError);
    expect(new NoGuardianError('none').name).toBe('NoGuardianError');
  });
});

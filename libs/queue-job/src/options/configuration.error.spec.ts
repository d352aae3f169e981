import { describe, expect, it } from 'vitest';
import { QueueJobError } from '../queue-job.error.js';
import { ConfigurationError } from './configuration.error.js';
import { configurationErrorOf } from './options.fixture.js';
import { resolveOptions } from './resolve-options.js';

describe('ConfigurationError', () => {
  it('tells every fault at once, each with its place and its way out', () => {
    const error = configurationErrorOf(() =>
      resolveOptions(
        { ConnectionString: 'AccountName=guardians', MaxDequeueCount: '-1', QueueNam: 'events' },
        { visibilityTimeout: '500ms', poisonQueueSuffix: 'Poison' },
      ),
    );

    expect(error.message).toMatchInlineSnapshot(`
      "The application cannot start: 6 faults in its configuration.

        QueueNam (StorageAccount__QueueNam)
          is not a setting. The nearest is QueueName; write that, or remove it.

        QueueName (StorageAccount__QueueName)
          is missing. Give the queue's name.

        ConnectionString (StorageAccount__ConnectionString)
          has neither an AccountKey nor a SharedAccessSignature. Copy it whole from the storage account's access keys, or write UseDevelopmentStorage=true for Azurite.

        PoisonQueueSuffix (StorageAccount__PoisonQueueSuffix, given in code)
          "Poison" cannot end the poison queue's name. Azure wants 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit first and last.

        MaxDequeueCount (StorageAccount__MaxDequeueCount)
          -1 is not a whole number from 0 to 1000.

        VisibilityTimeout (StorageAccount__VisibilityTimeout, given in code)
          500ms is not a whole number of seconds, which is as finely as Azure counts.
      "
    `);
  });

  it('counts a single fault in words', () => {
    const error = new ConfigurationError([{ subject: 'Executor', fault: 'is missing.' }]);

    expect(error.message).toBe(
      'The application cannot start: one fault in its configuration.\n\n  Executor\n    is missing.\n',
    );
  });

  it('has its faults one by one for whoever wants to show them otherwise', () => {
    const faults = [
      { subject: 'A', fault: 'is wrong.' },
      { subject: 'B', fault: 'is wrong too.' },
    ];

    expect(new ConfigurationError(faults).faults).toEqual(faults);
  });

  it('shows no stack, for where in the code it was thrown helps nobody mend a setting', () => {
    const error = new ConfigurationError([{ subject: 'A', fault: 'is wrong.' }]);

    expect(error.stack).toBe(`ConfigurationError: ${error.message}`);
  });

  it('is one of the errors of this library', () => {
    const error = new ConfigurationError([]);

    expect(error).toBeInstanceOf(QueueJobError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ConfigurationError');
  });

  it('does not repeat its faults beside its message where an error is written as JSON', () => {
    const error = new ConfigurationError([{ subject: 'A', fault: 'is wrong.' }]);

    expect(Object.keys(error)).not.toContain('faults');
  });
});

import { ValidateBy } from 'class-validator';
import type { QueueJobOptions } from './queue-job-options.js';

/** What is wrong with a value and what to do about it, or `undefined` when nothing is. */
export type Check = (value: unknown, options: QueueJobOptions) => string | undefined;

/** Makes a check a class-validator rule, so that all rules run, and fail, together. */
export function Rule(name: string, check: Check): PropertyDecorator {
  const judge = (value: unknown, options: unknown) => {
    try {
      return check(value, options as QueueJobOptions);
    } catch {
      return 'cannot be read: looking at its value throws an error.';
    }
  };
  return ValidateBy({
    name,
    validator: {
      validate: (value, args) => judge(value, args?.object) === undefined,
      defaultMessage: (args) => judge(args?.value, args?.object) ?? name,
    },
  });
}

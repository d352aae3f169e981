import { ValidateBy } from 'class-validator';
import type { QueueJobOptions } from './queue-job-options.js';

/** What is wrong with a value and what to do about it, or `undefined` when nothing is. */
export type Check = (value: unknown, options: QueueJobOptions) => string | undefined;

/** Makes a check a class-validator rule, so that all rules run, and fail, together. */
export function Rule(name: string, check: Check): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value, args) => check(value, args?.object as QueueJobOptions) === undefined,
      defaultMessage: (args) => check(args?.value, args?.object as QueueJobOptions) ?? name,
    },
  });
}

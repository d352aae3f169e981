import type { DeliveryReport } from '../delivery/delivery-report.js';
import { SingletonBusyError } from '../executor/errors/singleton-busy.error.js';
import { OTHER_ERROR } from './semantic-conventions.js';

/** A class's name: one for each value that a message holds would be too many to count by. */
const CLASS_NAME = /^[\p{L}_$][\p{L}\p{N}_$.]{0,63}$/u;

/**
 * What `error.type` says of a delivery that failed: the name of what was thrown. `undefined` when it did not fail: it succeeded, was
 * cut short from outside, or had to wait for its turn.
 */
export function errorTypeOf({ outcome, error }: DeliveryReport): string | undefined {
  if (outcome === 'completed' || outcome === 'aborted') return undefined;
  if (error instanceof SingletonBusyError) return undefined;
  return nameOf(error) ?? OTHER_ERROR;
}

function nameOf(error: unknown): string | undefined {
  try {
    if (!(error instanceof Error)) return undefined;
    const name: unknown = error.name;
    return typeof name === 'string' && CLASS_NAME.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

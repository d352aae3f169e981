import { addressOf } from '../../queue/azure/azure-call.js';
import { codeOf } from '../../queue/azure/azure-error.js';
import { safeCause } from '../../queue/azure/safe-cause.js';
import { LockError } from '../errors/lock.error.js';
import { lockFailed, lockRefused, lockUnanswered } from '../lock.messages.js';

/** Makes any fault of the SDK, a credential or the network one of ours. */
export function toLockError(error: unknown, url: string): LockError {
  const { statusCode } = error as { readonly statusCode?: number };
  const code = codeOf(error);
  const where = `The container of locks at ${addressOf(url)}`;
  const describe =
    statusCode === undefined
      ? lockUnanswered
      : statusCode === 401 || statusCode === 403
        ? lockRefused
        : lockFailed;
  return new LockError(describe(where, code), { code, cause: safeCause(error) });
}

import { redact } from '../../options/redact.js';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { QueueUnavailableError } from '../errors/queue-unavailable.error.js';
import { QueueError } from '../errors/queue.error.js';
import { busy, failed, noAnswer, noCredential, refused, unreachable } from '../queue.messages.js';
import { safeCause } from './safe-cause.js';

/** The properties in which the SDK tells faults apart; it asks not to match on messages, which differ between versions. */
interface AzureFault {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly details?: { readonly errorCode?: string };
}

/** Network faults that show before a request has left the machine, so that it cannot have been carried out. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** @see https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes */
const LEASE_LOST = new Set([
  'MessageNotFound',
  'PopReceiptMismatch',
  'QueueNotFound',
  'QueueBeingDeleted',
]);
const TOO_LARGE = new Set(['MessageTooLarge', 'RequestBodyTooLarge']);

/** What the service called a fault: its error code, else the network's, else the status. */
export function codeOf(error: unknown): string {
  const { code, details, statusCode, name } = error as AzureFault;
  return details?.errorCode ?? code ?? (statusCode ? `HTTP ${statusCode}` : (name ?? 'unknown'));
}

/** Whether somebody else has the message: its receipt is stale, it is gone, or the whole queue is. */
export const isLeaseLost = (error: unknown): boolean => LEASE_LOST.has(codeOf(error));

export const isQueueMissing = (error: unknown): boolean => codeOf(error) === 'QueueNotFound';

export const isTooLarge = (error: unknown): boolean => TOO_LARGE.has(codeOf(error));

/** Makes any fault of the SDK, a credential or the network one of ours. */
export function toQueueError(
  error: unknown,
  { queueName, where, timeout }: { queueName: string; where: string; timeout: number },
): QueueError {
  const { name, message = '', statusCode } = error as AzureFault;
  const code = codeOf(error);
  const context = { queueName, code, cause: safeCause(error) };
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new QueueUnavailableError(noAnswer(where, timeout), {
      ...context,
      mayHaveTakenEffect: true,
    });
  }
  if (isCredentialFault(name)) {
    return new QueueAccessError(noCredential(where, redact(message)), context);
  }
  if (statusCode === undefined) {
    const mayHaveTakenEffect = !NEVER_SENT.has(code);
    return new QueueUnavailableError(unreachable(where, code), { ...context, mayHaveTakenEffect });
  }
  if (statusCode === 401 || statusCode === 403) {
    return new QueueAccessError(refused(where, code), context);
  }
  if (
    statusCode >= 500 ||
    statusCode === 408 ||
    statusCode === 429 ||
    code === 'QueueBeingDeleted'
  ) {
    const mayHaveTakenEffect = statusCode !== 503 && statusCode !== 429;
    return new QueueUnavailableError(busy(where, code), { ...context, mayHaveTakenEffect });
  }
  return new QueueError(failed(where, code), context);
}

/** Errors of `@azure/identity`, told by name so that the package need not be loaded to recognise them. */
function isCredentialFault(name: string | undefined): boolean {
  return (
    name === 'CredentialUnavailableError' ||
    name === 'AuthenticationError' ||
    name === 'AggregateAuthenticationError' ||
    name === 'AuthenticationRequiredError'
  );
}

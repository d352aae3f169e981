import { redact } from '../../options/redact.js';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { QueueUnavailableError } from '../errors/queue-unavailable.error.js';
import { QueueError } from '../errors/queue.error.js';
import {
  broken,
  busy,
  failed,
  foreignAnswer,
  noAnswer,
  noCredential,
  refused,
  unreachable,
} from '../queue.messages.js';
import { ForeignAnswer } from './azure-answer.js';
import { safeCause } from './safe-cause.js';

/** The properties in which the SDK tells faults apart; it asks not to match on messages, which differ between versions. */
interface AzureFault {
  readonly name?: string;
  readonly message?: string;
  readonly stack?: string;
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

/** Network faults that show when a request may have arrived, and its answer has not, or only in part. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'PARSE_ERROR']);

/** What the service says before it does anything. A gateway in front of it may say 503 as well, but not in these words. */
const NOT_NOW = new Set(['ServerBusy', 'TooManyRequests', 'QueueBeingDeleted']);

/** @see https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes */
const LEASE_LOST = new Set([
  'MessageNotFound',
  'PopReceiptMismatch',
  'QueueNotFound',
  'QueueBeingDeleted',
]);
const TOO_LARGE = new Set(['MessageTooLarge', 'RequestBodyTooLarge']);

/** What a code looks like. It may come from anybody who answered, and is shown. */
const CODE = /^[\w-]{1,64}$/;

/** What the service called a fault: its error code, else the network's, else the status. */
export function codeOf(error: unknown): string {
  const { code, details, statusCode, name } = error as AzureFault;
  const told = [details?.errorCode, code].find((one) => CODE.test(one ?? ''));
  return told ?? (statusCode ? `HTTP ${statusCode}` : (name ?? 'unknown'));
}

/** Whether somebody else has the message: its receipt is stale, it is gone, or the whole queue is. */
export const isLeaseLost = (error: unknown): boolean => LEASE_LOST.has(codeOf(error));

export const isQueueMissing = (error: unknown): boolean => codeOf(error) === 'QueueNotFound';

export function isRefused(error: unknown): boolean {
  const { statusCode } = error as AzureFault;
  return statusCode === 401 || statusCode === 403;
}

export const isTooLarge = (error: unknown): boolean => TOO_LARGE.has(codeOf(error));

/** Where a call went. */
export interface CallContext {
  readonly queueName: string;
  readonly where: string;
  /** After how many milliseconds it was given up; absent when its caller did that. */
  readonly timeout?: number | undefined;
}

/** Makes any fault of the SDK, a credential or the network one of ours. */
export function toQueueError(
  error: unknown,
  { queueName, where, timeout }: CallContext,
): QueueError {
  const { name, message = '', statusCode, details } = error as AzureFault;
  const code = codeOf(error);
  const context = { queueName, code, cause: safeCause(error) };
  const unavailable = (text: string) => {
    const mayHaveTakenEffect = !NEVER_SENT.has(code) && !NOT_NOW.has(code);
    return new QueueUnavailableError(text, { ...context, mayHaveTakenEffect });
  };
  if (name === 'AbortError' || name === 'TimeoutError') {
    return unavailable(noAnswer(where, timeout));
  }
  if (isCredentialFault(name)) {
    return new QueueAccessError(noCredential(where, redact(message)), context);
  }
  if (statusCode === undefined) {
    return unavailable(describeFault(error as AzureFault, where, code));
  }
  if (isRefused(error)) return new QueueAccessError(refused(where, code), context);
  if (statusCode >= 500 || statusCode === 408 || statusCode === 429 || NOT_NOW.has(code)) {
    return unavailable(busy(where, code));
  }
  if (details?.errorCode === undefined) return unavailable(foreignAnswer(where, code));
  return new QueueError(failed(where, code), context);
}

/** A fault without a status. */
function describeFault(error: AzureFault, where: string, code: string): string {
  if (error instanceof ForeignAnswer) return foreignAnswer(where, error.message);
  // What is no HTTP.
  if (code.startsWith('HPE_')) return foreignAnswer(where, code);
  // What is no XML: its parser throws errors with nothing to tell them by but where they come from.
  if (error.name === 'Error' && /xml/i.test(error.stack ?? ''))
    return foreignAnswer(where, 'invalid XML');
  return BROKEN.has(code) ? broken(where, code) : unreachable(where, code);
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

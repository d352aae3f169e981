import { isAbsolute, sep } from 'node:path';
import { parseConnectionString } from './connection-string.js';
import { Duration } from './duration.js';
import { isFieldPath } from './field-path.js';
import { Rule } from './rule.js';
import { shown } from './shown.js';

// Every rule a setting must keep. A text says what is wrong and then the way out; the setting's name is put before it.

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata */
const QUEUE_NAME = /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;
export const NAME_RULE =
  'Azure wants 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit first and last.';
const LONGEST_QUEUE_NAME = 63;

/** How many wrong items of a list are told. */
const MOST_TOLD = 5;

/** @see https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name */
const ACCOUNT_NAME = /^[a-z0-9]{3,24}$/;

/** The characters of a URI, which RFC 3986 calls reserved, unreserved and percent-encoded. */
const EVENT_SOURCE = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;

export const IsQueueName = () =>
  Rule('queueName', (value) => {
    if (value === undefined) return "is missing. Give the queue's name.";
    return isQueueName(value) ? undefined : `${shown(value)} is not a queue name. ${NAME_RULE}`;
  });

export const IsPoisonQueueSuffix = () =>
  Rule('poisonQueueSuffix', (value, { queueName }) => {
    if (typeof value !== 'string' || !QUEUE_NAME.test(`abc-${value}`)) {
      return `${shown(value)} cannot end the poison queue's name. ${NAME_RULE}`;
    }
    if (!isQueueName(queueName)) return undefined;
    const { length } = `${queueName}-${value}`;
    return length <= LONGEST_QUEUE_NAME
      ? undefined
      : `makes the poison queue's name ${length} characters long, and Azure allows ${LONGEST_QUEUE_NAME}. Shorten it or the queue's name.`;
  });

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
export const IsContainerName = () =>
  Rule('containerName', (value) =>
    isQueueName(value) ? undefined : `${shown(value)} is not a container's name. ${NAME_RULE}`,
  );

export const IsConnectionString = () =>
  Rule('connectionString', (value) => {
    if (value === undefined) return undefined;
    const parsed =
      typeof value === 'string' ? parseConnectionString(value) : { fault: 'is not a text' };
    return 'fault' in parsed
      ? `${parsed.fault}. Copy it whole from the storage account's access keys, or write UseDevelopmentStorage=true for Azurite.`
      : undefined;
  });

export const HasOneAuthentication = () =>
  Rule('authentication', (value, { authenticationScheme }) => {
    if (value === undefined && authenticationScheme === undefined) {
      return 'is missing, and so is AuthenticationScheme. Give one of them: a connection string, or an identity to sign in with.';
    }
    return value !== undefined && authenticationScheme !== undefined
      ? 'is given beside AuthenticationScheme, so it is unclear which one counts. Remove one of them.'
      : undefined;
  });

export const IsCredential = (names: readonly string[]) =>
  Rule('credential', (value) =>
    value === undefined || names.includes(value as string) || isTokenCredential(value)
      ? undefined
      : `${shown(value)} is not a way to sign in. Write ${list(names)}, or give a TokenCredential in code.`,
  );

export const IsAccountName = () =>
  Rule('accountName', (value, { authenticationScheme, storageAccountUriFormat }) => {
    if (value !== undefined) {
      return typeof value === 'string' && ACCOUNT_NAME.test(value)
        ? undefined
        : `${shown(value)} is not a storage account's name. Azure wants 3 to 24 lower-case letters and digits.`;
    }
    const isNeeded =
      authenticationScheme !== undefined && /\{accountName\}/i.test(storageAccountUriFormat);
    return isNeeded
      ? 'is missing. Signing in with an identity needs the storage account whose queue to use.'
      : undefined;
  });

export const IsWholeNumberBetween = (least: number, most: number) =>
  Rule('wholeNumber', (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `${shown(value)} is not a whole number from ${least} to ${most}.`,
  );

export const IsCount = () =>
  Rule('count', (value) =>
    value === Infinity || (Number.isInteger(value) && (value as number) >= 1)
      ? undefined
      : `${shown(value)} is not a whole number from 1. Write Infinity to go on until the queue is empty.`,
  );

export const IsFieldPath = () =>
  Rule('fieldPath', (value) =>
    value === undefined || isFieldPath(value)
      ? undefined
      : `${shown(value)} is not the name of a field. Write names joined by dots, such as meta.kind.`,
  );

export const IsAbsolutePath = () =>
  Rule('absolutePath', (value) =>
    value === undefined ||
    (typeof value === 'string' &&
      isAbsolute(value) &&
      !value.endsWith(sep) &&
      !value.includes('\0'))
      ? undefined
      : `${shown(value)} is not the path of a file. Write it from the root, such as /tmp/ready.`,
  );

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#source-1 */
export const IsEventSource = () =>
  Rule('eventSource', (value) =>
    typeof value === 'string' && EVENT_SOURCE.test(value)
      ? undefined
      : `${shown(value)} is not the source of an event. Write a URI or a part of one, such as /guardians.`,
  );

export const IsOneOf = (words: readonly string[]) =>
  Rule('word', (value) =>
    words.includes(value as string)
      ? undefined
      : `${shown(value)} is not known. Write ${list(words)}.`,
  );

export const IsListOf = (words: readonly string[]) =>
  Rule('list', (value) => {
    const strangers = Array.isArray(value)
      ? value.filter((item) => !words.includes(item))
      : [value];
    const told = strangers.slice(0, MOST_TOLD).map(shown).join(', ');
    const rest = strangers.length > MOST_TOLD ? ' …' : '';
    return strangers.length === 0
      ? undefined
      : `${told}${rest} is not known. Write any of ${list(words)}, separated by commas.`;
  });

interface DurationBounds {
  /** A word that stands for no duration at all. */
  readonly orElse?: string;
  readonly wholeSeconds?: boolean;
}

export const IsDurationBetween = (least: string, most: string, bounds: DurationBounds = {}) =>
  Rule('duration', durationCheck(least, most, bounds));

function durationCheck(
  least: string,
  most: string,
  { orElse, wholeSeconds = false }: DurationBounds,
): (value: unknown) => string | undefined {
  const or = orElse === undefined ? '' : `, or ${orElse}`;
  return (value) => {
    if (value === undefined) return undefined;
    if (!(value instanceof Duration)) {
      return `${shown(value)} is not a duration. Write a number of seconds, 30s, 10m, PT10M or 00:10:00${or}.`;
    }
    const { milliseconds } = value;
    if (wholeSeconds && milliseconds % 1000 !== 0) {
      return `${value} is not a whole number of seconds, which is as finely as Azure counts.`;
    }
    const isWithin =
      milliseconds >= Duration.parse(least)!.milliseconds &&
      milliseconds <= Duration.parse(most)!.milliseconds;
    return isWithin ? undefined : `${value} is out of bounds. Write ${least} to ${most}${or}.`;
  };
}

export const IsShorterThanExecutionTimeout = () =>
  Rule('shorterThanExecutionTimeout', (value, { executionTimeout }) =>
    value instanceof Duration &&
    value.milliseconds > 0 &&
    executionTimeout instanceof Duration &&
    value.milliseconds >= executionTimeout.milliseconds
      ? `${value} is not shorter than ExecutionTimeout (${executionTimeout}), in which the wait counts. Shorten it.`
      : undefined,
  );

export const IsRetryDelay = (least: string, most: string) => {
  const checkDuration = durationCheck(least, most, {});
  return Rule('retryDelay', (value) => {
    if (typeof value === 'function') return undefined;
    return value instanceof Duration
      ? checkDuration(value)
      : `${shown(value)} is not a delay. Write a duration such as 30s, exponential(10s, 1h), or give a function in code.`;
  });
};

/** Containers of blobs are named by the same rule. */
export function isQueueName(value: unknown): value is string {
  return typeof value === 'string' && QUEUE_NAME.test(value);
}

function isTokenCredential(value: unknown): boolean {
  return typeof (value as { getToken?: unknown } | null)?.getToken === 'function';
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

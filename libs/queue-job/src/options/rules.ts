import { parseConnectionString } from './connection-string.js';
import { Duration } from './duration.js';
import { redact } from './redact.js';
import { Rule } from './rule.js';

// Every rule a setting must keep. A text says what is wrong and then the way out; the setting's name is put before it.

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata */
const QUEUE_NAME = /^[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;
const QUEUE_NAME_RULE =
  'Azure wants 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit first and last.';
const LONGEST_QUEUE_NAME = 63;

/** @see https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name */
const ACCOUNT_NAME = /^[a-z0-9]{3,24}$/;

export const IsQueueName = () =>
  Rule('queueName', (value) => {
    if (value === undefined) return 'is missing. Give the name of the queue to receive from.';
    return isQueueName(value)
      ? undefined
      : `${shown(value)} is not a queue name. ${QUEUE_NAME_RULE}`;
  });

export const IsPoisonQueueSuffix = () =>
  Rule('poisonQueueSuffix', (value, { queueName }) => {
    if (typeof value !== 'string' || !QUEUE_NAME.test(`abc-${value}`)) {
      return `${shown(value)} cannot end the poison queue's name. ${QUEUE_NAME_RULE}`;
    }
    const { length } = `${queueName}-${value}`;
    return !isQueueName(queueName) || length <= LONGEST_QUEUE_NAME
      ? undefined
      : `makes the poison queue's name ${length} characters long, and Azure allows ${LONGEST_QUEUE_NAME}. Shorten it or the queue's name.`;
  });

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

export const IsQueueUriFormat = () =>
  Rule('queueUriFormat', (value, { authenticationScheme }) => {
    if (typeof value !== 'string' || !/\{queueName\}/i.test(value)) {
      return `${shown(value)} has no {queueName}, so the queue and its poison queue would be the same. Add it.`;
    }
    const example = value.replace(/\{(?:accountName|queueName)\}/gi, 'example');
    if (/[{}]/.test(example)) {
      return `${shown(value)} has an unknown placeholder. Only {accountName} and {queueName} are replaced.`;
    }
    const protocol = URL.canParse(example) ? new URL(example).protocol : undefined;
    if (protocol !== 'https:' && protocol !== 'http:') {
      return `${shown(value)} is not an http or https URL.`;
    }
    return authenticationScheme !== undefined && protocol === 'http:'
      ? `${shown(value)} would send an access token without encryption. Write https.`
      : undefined;
  });

export const IsWholeNumberBetween = (least: number, most: number) =>
  Rule('wholeNumber', (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `${shown(value)} is not a whole number from ${least} to ${most}.`,
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
    return strangers.length === 0
      ? undefined
      : `${strangers.map(shown).join(', ')} is not known. Write any of ${list(words)}, separated by commas.`;
  });

export const IsDurationBetween = (
  least: string,
  most: string,
  { orElse, wholeSeconds = false }: { orElse?: string; wholeSeconds?: boolean } = {},
) =>
  Rule('duration', (value) => {
    if (value === undefined) return undefined;
    const or = orElse === undefined ? '' : `, or ${orElse}`;
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
  });

function isQueueName(value: unknown): boolean {
  return typeof value === 'string' && QUEUE_NAME.test(value);
}

function isTokenCredential(value: unknown): boolean {
  return typeof (value as { getToken?: unknown } | null)?.getToken === 'function';
}

/** What could be an account key or a signature, put where it does not belong; no legal name has capitals or such length. */
const LONG_BASE64 = /(?=[a-z0-9]*[A-Z+/])[A-Za-z0-9+/]{40,}={0,2}/g;

/** Shows a value in a fault: short, quoted, and never a secret that was put into the wrong setting. */
function shown(value: unknown): string {
  const text = redact(toText(value)).replaceAll(LONG_BASE64, '[redacted]');
  return text.length > 80 ? `${text.slice(0, 77).toWellFormed()}…` : text;
}

function toText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value;
  }
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

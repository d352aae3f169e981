import { Rule } from './rule.js';
import { shown } from './shown.js';

// The rules of settings that say where something lives in the storage account.

export const IsQueueUriFormat = () =>
  Rule('queueUriFormat', (value, { authenticationScheme }) =>
    typeof value === 'string' && /\{queueName\}/i.test(value)
      ? uriFormatFault(value, ['accountName', 'queueName'], authenticationScheme)
      : `${shown(value)} has no {queueName}, so the queue and its poison queue would be the same. Add it.`,
  );

export const IsBlobUriFormat = () =>
  Rule('blobUriFormat', (value, { authenticationScheme }) =>
    uriFormatFault(value, ['accountName'], authenticationScheme),
  );

function uriFormatFault(
  value: unknown,
  placeholders: readonly string[],
  authenticationScheme: unknown,
): string | undefined {
  if (typeof value !== 'string') return `${shown(value)} is not an http or https URL.`;
  const example = placeholders.reduce(
    (text, name) => text.replace(new RegExp(`\\{${name}\\}`, 'gi'), 'example'),
    value,
  );
  if (/[{}]/.test(example)) {
    const known = placeholders.map((name) => `{${name}}`).join(' and ');
    const verb = placeholders.length === 1 ? 'is' : 'are';
    return `${shown(value)} has an unknown placeholder. Only ${known} ${verb} replaced.`;
  }
  const protocol = URL.canParse(example) ? new URL(example).protocol : undefined;
  if (protocol !== 'https:' && protocol !== 'http:')
    return `${shown(value)} is not an http or https URL.`;
  return authenticationScheme !== undefined && protocol === 'http:'
    ? `${shown(value)} would send an access token without encryption. Write https.`
    : undefined;
}

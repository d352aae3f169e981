import { QueueJobOptions } from './queue-job-options.js';

/** The section of `appsettings.json` and the prefix of the environment variables, as the .NET ancestor named them. */
export const SECTION = 'StorageAccount';

/** The environment's form of the ":" between a section and its settings. */
const SEPARATOR = '__';

/** Other spellings that mean a setting; "poisen" is the ancestor's. */
const ALIASES: Readonly<Record<string, string>> = { poisenqueuesuffix: 'poisonqueuesuffix' };

/** The properties of {@link QueueJobOptions} by what their names are compared by. */
const PROPERTIES: ReadonlyMap<string, string> = new Map(
  Object.keys(new QueueJobOptions()).map((property) => [property.toLowerCase(), property]),
);

/** Every setting's name, as files and the environment write it. */
export const SETTING_NAMES: readonly string[] = [...PROPERTIES.values()].map(settingName);

/** `queueName` → `QueueName`. */
export function settingName(property: string): string {
  return property.charAt(0).toUpperCase() + property.slice(1);
}

/** `QueueName` → `StorageAccount__QueueName`. */
export function environmentVariable(name: string): string {
  return SECTION + SEPARATOR + name;
}

/** `storageaccount__queuename` → `queuename`; `undefined` for a variable that is none of ours. */
export function nameInVariable(variable: string): string | undefined {
  const prefix = SECTION + SEPARATOR;
  return variable.toLowerCase().startsWith(prefix.toLowerCase())
    ? variable.slice(prefix.length)
    : undefined;
}

/** The property of {@link QueueJobOptions} that a name means, in any case and spelling; `undefined` for an unknown name. */
export function propertyOf(name: string): string | undefined {
  const key = name.toLowerCase();
  return PROPERTIES.get(ALIASES[key] ?? key);
}

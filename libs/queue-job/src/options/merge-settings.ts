import { isDeepStrictEqual } from 'node:util';
import { ConfigurationError } from './configuration.error.js';
import { propertyOf, settingName } from './setting.js';
import { shownName } from './shown.js';

/** Settings under their names in files, `QueueName`; names that mean no setting stay as they were written. */
export type Settings = Readonly<Record<string, unknown>>;

/** A source: what it is called in a fault, and the names and values it gives. */
export interface SettingSource {
  readonly label: string;
  readonly entries: Iterable<readonly [name: string, value: unknown]>;
}

/**
 * Merges sources, later over earlier, whatever the case and spelling of their names. A value of `undefined`, `null` or blank
 * text counts as not given: an empty variable of a ConfigMap must not turn into a setting.
 *
 * @throws ConfigurationError when one source gives two values for one setting
 */
export function mergeSettings(...sources: readonly SettingSource[]): Settings {
  return Object.fromEntries(sources.flatMap(readSource));
}

function readSource({ label, entries }: SettingSource): [name: string, value: unknown][] {
  const settings = new Map<string, { readonly writtenAs: string; readonly value: unknown }>();
  for (const [writtenAs, given] of entries) {
    // A Secret made from a file easily ends in a line end.
    const value = typeof given === 'string' ? given.trim() : given;
    if (value === undefined || value === null || value === '') continue;
    const property = propertyOf(writtenAs);
    const name = property === undefined ? writtenAs : settingName(property);
    const earlier = settings.get(name);
    if (earlier !== undefined && !isSame(earlier.value, value)) {
      const spellings = `${shownName(earlier.writtenAs)} and ${shownName(writtenAs)}`;
      throw new ConfigurationError([
        {
          subject: `${shownName(name)} (${label})`,
          fault: `is given twice with different values, as ${spellings}. Remove one of them.`,
        },
      ]);
    }
    settings.set(name, { writtenAs, value });
  }
  return [...settings].map(([name, { value }]) => [name, value]);
}

/** What cannot be compared, being too deep or throwing when it is looked at, is not the same. */
function isSame(a: unknown, b: unknown): boolean {
  try {
    return isDeepStrictEqual(a, b);
  } catch {
    return false;
  }
}

import { readAppsettings } from './appsettings.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import { nameInVariable } from './setting.js';

/** Where settings are looked for. */
export interface SettingsPlace {
  /** Where `appsettings.json` lies; without one, no files count. */
  readonly directory?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads what files and environment say. The environment's name is `DOTNET_ENVIRONMENT`, else `NODE_ENV`, else `Production`,
 * which is .NET's order for a worker.
 *
 * @throws ConfigurationError when a file cannot be read, or a source gives two values for one setting
 */
export function readSettings({ directory, environment }: SettingsPlace): Settings {
  const files =
    directory === undefined ? [] : readAppsettings(directory, environmentName(environment));
  return mergeSettings(...files, {
    label: 'environment',
    entries: environmentEntries(environment),
  });
}

function environmentName(environment: SettingsPlace['environment']): string {
  return environment['DOTNET_ENVIRONMENT'] || environment['NODE_ENV'] || 'Production';
}

function* environmentEntries(
  environment: SettingsPlace['environment'],
): Generator<[string, unknown]> {
  for (const [variable, value] of Object.entries(environment)) {
    const name = nameInVariable(variable);
    if (name !== undefined) yield [name, value];
  }
}

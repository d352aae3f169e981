import { registerAs } from '@nestjs/config';
import { readAppsettings } from './appsettings.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import { nameInVariable, SECTION } from './setting.js';

/**
 * The section `StorageAccount` as files and environment give it: `configService.get('StorageAccount.QueueName')`. The
 * environment's name is `DOTNET_ENVIRONMENT`, else `NODE_ENV`, else `Production`, which is .NET's order for a worker.
 */
export const storageAccountConfig = registerAs(SECTION, (): Settings =>
  readSettings(process.env, process.cwd()),
);

/** @param directory where the files are; without one, there are none */
export function readSettings(environment: NodeJS.ProcessEnv, directory?: string): Settings {
  const files =
    directory === undefined ? [] : readAppsettings(directory, environmentName(environment));
  const variables = { label: 'environment', entries: entriesOf(environment) };
  return mergeSettings(...files, variables);
}

function environmentName(environment: NodeJS.ProcessEnv): string {
  return environment['DOTNET_ENVIRONMENT'] || environment['NODE_ENV'] || 'Production';
}

function* entriesOf(environment: NodeJS.ProcessEnv): Generator<[string, unknown]> {
  for (const [variable, value] of Object.entries(environment)) {
    const name = nameInVariable(variable);
    if (name !== undefined) yield [name, value];
  }
}

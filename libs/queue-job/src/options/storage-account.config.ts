import { registerAs } from '@nestjs/config';
import { readAppsettings } from './appsettings.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import { nameInVariable, SECTION } from './setting.js';

/**
 * The section `StorageAccount` as files and environment give it: `configService.get('StorageAccount.QueueName')`. The
 * environment's name is `DOTNET_ENVIRONMENT`, else `NODE_ENV`, else `Production`, which is .NET's order for a worker.
 */
export const storageAccountConfig = registerAs(SECTION, (): Settings =>
  mergeSettings(...readAppsettings(process.cwd(), environmentName()), {
    label: 'environment',
    entries: environmentEntries(),
  }),
);

function environmentName(): string {
  return process.env['DOTNET_ENVIRONMENT'] || process.env['NODE_ENV'] || 'Production';
}

function* environmentEntries(): Generator<[string, unknown]> {
  for (const [variable, value] of Object.entries(process.env)) {
    const name = nameInVariable(variable);
    if (name !== undefined) yield [name, value];
  }
}

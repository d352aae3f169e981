// What describes the options keeps its rules with it, whoever else has loaded it or not.
import 'reflect-metadata';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { readSettings, type SettingsPlace } from '../options/read-settings.js';
import { resolveOptions } from '../options/resolve-options.js';

/**
 * The settings a job would have, from files and environment, with what the command line says over them. A way to sign in takes the
 * place of the other one: who names one on the command line means it.
 *
 * @throws ConfigurationError with every fault found
 */
export function resolveSettings(
  place: SettingsPlace,
  commandLine: QueueJobModuleOptions,
): QueueJobOptions {
  const { ConnectionString, AuthenticationScheme, ...settings } = readSettings(place);
  const { connectionString, authenticationScheme } = commandLine;
  const config = {
    ...settings,
    ...(authenticationScheme === undefined && { ConnectionString }),
    ...(connectionString === undefined && { AuthenticationScheme }),
  };
  return resolveOptions(config, commandLine, 'the command line');
}

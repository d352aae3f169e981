import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import type { QueueJobModuleOptions } from './queue-job-module-options.interface.js';
import { resolveOptions } from './resolve-options.js';
import type { QueueJobOptions } from './queue-job-options.js';
import type { Settings } from './merge-settings.js';

/** 64 bytes in base64, padding included, as Azure makes them. */
export const ACCOUNT_KEY = Buffer.from(
  Array.from({ length: 64 }, (_, index) => (index * 37 + 11) % 256),
).toString('base64');

export const CONNECTION_STRING = `DefaultEndpointsProtocol=https;AccountName=guardians;AccountKey=${ACCOUNT_KEY};EndpointSuffix=core.windows.net`;

/** The least a job needs. */
export const REQUIRED = {
  queueName: 'guardian-events',
  connectionString: 'UseDevelopmentStorage=true',
} as const satisfies QueueJobModuleOptions;

/** What a job needs that signs in with an identity. */
export const IDENTITY = {
  queueName: 'guardian-events',
  authenticationScheme: 'default',
  accountName: 'guardians',
} as const satisfies QueueJobModuleOptions;

/** Options given in code besides the required ones, of whatever type somebody may get past the compiler. */
export function resolve(
  code: Record<string, unknown> = {},
  config: Settings = {},
): QueueJobOptions {
  return resolveOptions(config, { ...REQUIRED, ...code });
}

/** The faults for which a call is refused; fails when it is not. */
export function faultsOf(act: () => unknown): readonly ConfigurationFault[] {
  return configurationErrorOf(act).faults;
}

/** The one fault of options given in code besides the required ones; fails when there is none, or another. */
export function faultOf(code: Record<string, unknown>): string {
  const [first, ...others] = faultsOf(() => resolve(code));
  if (others.length > 0) throw new Error(`Other faults: ${JSON.stringify(others)}`);
  return first!.fault;
}

/** @throws when the call throws nothing, or something other than a `ConfigurationError` */
export function configurationErrorOf(act: () => unknown): ConfigurationError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

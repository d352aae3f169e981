import { mergeSettings, type Settings } from '../options/merge-settings.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { readSettings } from '../options/read-settings.js';
import { resolveOptions } from '../options/resolve-options.js';

/** Where a test takes settings from. None come from the environment in which it runs, unless it says so. */
export interface TestSettings {
  /** Settings that win over all others, those that the application gives in code included. */
  readonly settings?: QueueJobModuleOptions | undefined;
  /**
   * The environment variables of the job, `StorageAccount__MaxDequeueCount` for instance.
   *
   * @default {}
   * @example process.env
   */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * The folder whose `appsettings.json` and `appsettings.<environment>.json` count.
   *
   * @default none
   */
  readonly directory?: string | undefined;
}

/** What nobody needs to say in a test, because nothing is signed in to. */
const QUEUE = { QueueName: 'test-queue' };
const BY_CONNECTION_STRING = { ...QUEUE, ConnectionString: 'UseDevelopmentStorage=true' };
const BY_IDENTITY = { ...QUEUE, AccountName: 'test' };

/** What files and environment say in a test. */
export function configOf({ environment = {}, directory }: TestSettings): Settings {
  return readSettings({ environment, directory });
}

/** Resolves options as at start, with what a test says besides. */
export function resolveTestOptions(
  config: Settings,
  code: QueueJobModuleOptions,
  settings: QueueJobModuleOptions = {},
): QueueJobOptions {
  const inCode = mergeSettings({
    label: 'code',
    entries: Object.entries({ ...code, ...settings }),
  });
  const isIdentity = 'AuthenticationScheme' in { ...config, ...inCode };
  const defaults = isIdentity ? BY_IDENTITY : BY_CONNECTION_STRING;
  return resolveOptions({ ...defaults, ...config }, { ...code, ...settings });
}

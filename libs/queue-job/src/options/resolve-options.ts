import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { closest } from 'fastest-levenshtein';
import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import type { QueueJobModuleOptions } from './queue-job-module-options.interface.js';
import { QueueJobOptions } from './queue-job-options.js';
import { environmentVariable, propertyOf, SETTING_NAMES, settingName } from './setting.js';

/**
 * Makes the settings of files, environment and code, code last, into checked options. This is the one place where settings
 * are judged.
 *
 * @throws ConfigurationError with every fault found
 */
export function resolveOptions(config: Settings, code: QueueJobModuleOptions): QueueJobOptions {
  if (typeof code !== 'object' || code === null) throw noOptions(code);
  const inCode = mergeSettings({ label: 'code', entries: Object.entries(code) });
  const settings = { ...config, ...inCode };
  const { authenticationScheme, ...plain } = Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => {
      const property = propertyOf(name);
      return property === undefined ? [] : [[property, value] as const];
    }),
  );
  const options = Object.assign(
    plainToInstance(QueueJobOptions, plain, { exposeDefaultValues: true }),
    // A credential is an object with a life of its own, which must not be copied.
    { authenticationScheme },
  );

  const faults = [
    ...unknownSettings(settings, inCode),
    ...validateSync(options).map(({ property, constraints }) => ({
      subject: subject(settingName(property), inCode),
      fault: Object.values(constraints ?? {})[0]!,
    })),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return options;
}

function noOptions(code: unknown): ConfigurationError {
  const fault = `gave ${String(code)} instead of options. Let it return an object, {} if files and environment give all.`;
  return new ConfigurationError([{ subject: 'The factory of QueueJobModule.forRootAsync', fault }]);
}

function unknownSettings(settings: Settings, inCode: Settings): ConfigurationFault[] {
  return Object.keys(settings)
    .filter((name) => propertyOf(name) === undefined)
    .map((name) => ({
      subject: subject(name, inCode),
      fault: `is not a setting. The nearest is ${closest(settingName(name), SETTING_NAMES)}; write that, or remove it.`,
    }));
}

function subject(name: string, inCode: Settings): string {
  return `${name} (${environmentVariable(name)}${Object.hasOwn(inCode, name) ? ', given in code' : ''})`;
}

import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { closest } from 'fastest-levenshtein';
import { ConfigurationError, type ConfigurationFault } from './configuration.error.js';
import { mergeSettings, type Settings } from './merge-settings.js';
import type { QueueJobModuleOptions } from './queue-job-module-options.interface.js';
import { QueueJobOptions } from './queue-job-options.js';
import { environmentVariable, propertyOf, SETTING_NAMES, settingName } from './setting.js';
import { shown, shownName } from './shown.js';

/**
 * Makes the settings of files, environment and code, code last, into checked options. This is the one place where settings
 * are judged.
 *
 * @param place what stands in the place of code, as a fault names it
 * @throws ConfigurationError with every fault found
 */
export function resolveOptions(
  config: Settings,
  code: QueueJobModuleOptions,
  place: 'code' | 'the command line' = 'code',
): QueueJobOptions {
  if (typeof code !== 'object' || code === null) throw noOptions(code);
  const inCode = mergeSettings({ label: place, entries: Object.entries(code) });
  const settings = { ...config, ...inCode };
  const known = Object.entries(settings).flatMap(([name, value]) => {
    const property = propertyOf(name);
    return property === undefined ? [] : [[property, readable(value)] as const];
  });
  const { plain = [], object = [] } = Object.groupBy(known, ([, value]) =>
    typeof value === 'object' ? 'object' : 'plain',
  );
  const options = Object.assign(
    plainToInstance(QueueJobOptions, Object.fromEntries(plain), { exposeDefaultValues: true }),
    // An object, such as a credential, has a life of its own, and to be copied would be its end, or that of the copier.
    Object.fromEntries(object),
  );

  const subject = (name: string) => {
    const given = Object.hasOwn(inCode, name) ? `, given ${PREPOSITION[place]} ${place}` : '';
    return `${shownName(name)} (${environmentVariable(shownName(name))}${given})`;
  };
  const faults = [
    ...unknownSettings(settings, subject),
    ...validateSync(options).map(({ property, constraints }) => ({
      subject: subject(settingName(property)),
      fault: Object.values(constraints ?? {})[0]!,
    })),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return options;
}

const PREPOSITION = { code: 'in', 'the command line': 'on' } as const;

/** Takes the place of a value that throws an error when it is looked at; its rule then finds fault with this. */
const UNREADABLE = { toJSON: () => 'what throws an error when it is looked at' };

function readable(value: unknown): unknown {
  try {
    Object.getPrototypeOf(Object(value));
    return value;
  } catch {
    return UNREADABLE;
  }
}

function noOptions(code: unknown): ConfigurationError {
  const fault = `gave ${shown(code)} instead of options. Let it return an object, {} if files and environment give all.`;
  return new ConfigurationError([{ subject: 'The factory of forRootAsync', fault }]);
}

function unknownSettings(
  settings: Settings,
  subject: (name: string) => string,
): ConfigurationFault[] {
  return Object.keys(settings)
    .filter((name) => propertyOf(name) === undefined)
    .map((name) => ({
      subject: subject(name),
      fault: `is not a setting. The nearest is ${closest(settingName(name), SETTING_NAMES)}; write that, or remove it.`,
    }));
}

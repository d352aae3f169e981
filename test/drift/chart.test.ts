import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODE, QueueJobOptions } from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  CREDENTIALS,
  ENCODINGS,
  POISON_FORMATS,
} from '../../libs/queue-job/src/options/queue-job-options.ts';
import { propertyOf, SETTING_NAMES } from '../../libs/queue-job/src/options/setting.ts';
import { FAILED_OUTCOMES } from '../../libs/queue-job/src/outcome.ts';
import { ROOT } from '../package/run.ts';

// What can be said of the chart without Helm; the rest is in test/chart.

const read = (path: string) => readFileSync(join(ROOT, 'helm/queue-job', path), 'utf8');

interface Property {
  readonly enum?: readonly string[];
  readonly items?: Property;
}

const schema = JSON.parse(read('values.schema.json')) as {
  readonly properties: {
    readonly settings: { readonly properties: Readonly<Record<string, Property>> };
  };
};
const settings = schema.properties.settings.properties;
const values = parse(read('values.yaml')) as {
  readonly job: { readonly podFailurePolicy: { readonly failJobExitCodes: readonly number[] } };
};

describe('the chart', () => {
  it('knows every setting by its name, and none that the library does not know', () => {
    const names = Object.keys(settings);

    expect(names).toEqual(expect.arrayContaining([...SETTING_NAMES]));
    expect(names.filter((name) => propertyOf(name) === undefined)).toEqual([]);
  });

  it.each([
    ['AuthenticationScheme', settings['AuthenticationScheme'], CREDENTIALS],
    ['MessageEncoding', settings['MessageEncoding'], ENCODINGS],
    ['PoisonFormat', settings['PoisonFormat'], POISON_FORMATS],
    ['FailedOutcomes', settings['FailedOutcomes']?.items, FAILED_OUTCOMES],
  ])('knows the words of %s', (_, property, words) => {
    expect(property?.enum).toEqual(words);
  });

  it('leaves to the queue what the library decided, and nothing else', () => {
    expect(values.job.podFailurePolicy.failJobExitCodes).toEqual([
      EXIT_CODE.released,
      EXIT_CODE.poisoned,
      EXIT_CODE.leaseLost,
    ]);
  });

  it('reckons with the defaults of the library', () => {
    const { visibilityTimeout, shutdownGracePeriod, poisonQueueSuffix } = new QueueJobOptions();
    const defaults = `(dict "VisibilityTimeout" "${visibilityTimeout}" "ShutdownGracePeriod" "${shutdownGracePeriod}")`;

    expect(read('templates/_durations.tpl')).toContain(defaults);
    expect(read('templates/_helpers.tpl')).toContain(`default "${poisonQueueSuffix}"`);
  });

  it('has the version of the library it is made for', () => {
    const library = JSON.parse(readFileSync(join(ROOT, 'libs/queue-job/package.json'), 'utf8')) as {
      readonly version: string;
    };

    expect(parse(read('Chart.yaml'))).toMatchObject({ appVersion: library.version });
  });
});

import { describe, expect, it } from 'vitest';
import {
  packagesOf,
  toolsOf,
  TOOLS_OF_NEW_PROJECT,
} from '../../libs/create-queue-job/src/scaffold/packages.js';
import { CONSUMER_PACKAGES, TEST_PACKAGES } from '../package/consumer-packages.ts';
import { readLockFile } from '../supply/lock-file.ts';

type Versions = Readonly<Record<string, string>>;

const packages = readLockFile();
const locked = (name: string) => packages[`node_modules/${name}`]?.version ?? '0.1.0';

describe('the packages of a project that is made', () => {
  it('are what the tests here use, or compatible', () => {
    const wanted = { ...packagesOf(12), ...toolsOf(12), ...TOOLS_OF_NEW_PROJECT };

    expect(olderThan(wanted, locked)).toEqual([]);
  });

  it.each([11, 12] as const)('are those that NestJS %s is tested with, or compatible', (nest) => {
    const tested: Versions = { ...CONSUMER_PACKAGES[nest], ...TEST_PACKAGES[nest] };

    const wanted = Object.entries({ ...packagesOf(nest), ...toolsOf(nest) }).filter(
      ([name]) => name in tested,
    );

    expect(olderThan(Object.fromEntries(wanted), (name) => tested[name]!)).toEqual([]);
    expect(wanted).toHaveLength(Object.keys(tested).length);
  });
});

/** Which of these ranges, all of them with `^`, do not take the version that is used. */
function olderThan(wanted: Versions, versionOf: (name: string) => string): string[] {
  return Object.entries(wanted)
    .filter(([name, range]) => !takes(range, versionOf(name)))
    .map(([name, range]) => `${name}@${range} does not take ${versionOf(name)}`);
}

function takes(range: string, version: string): boolean {
  const [least, used] = [range.slice(1), version].map((text) => text.split('.').map(Number));
  const significant = least![0] === 0 ? 2 : 1;
  const isSameLine = least!.slice(0, significant).join() === used!.slice(0, significant).join();
  const difference = least!.map((part, at) => used![at]! - part).find((part) => part !== 0) ?? 0;
  return range.startsWith('^') && isSameLine && difference >= 0;
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sectionOf } from '../../tools/release/changelog.ts';
import { ROOT } from '../package/run.ts';
import { readLockFile } from '../supply/lock-file.ts';
import { readManifest } from '../supply/manifest.ts';

const { version } = readManifest('libs/queue-job');
const folders = globSync('{libs,apps}/*/package.json', { cwd: ROOT }).map((path) =>
  path.replace('/package.json', ''),
);

describe('the version', () => {
  it.each(folders)('is one and the same, also in %s', (folder) => {
    const manifest = readManifest(folder);

    expect(manifest.version).toBe(version);
    expect(manifest.dependencies?.['nestjs-queue-job'] ?? version).toBe(version);
    expect(readLockFile()[folder]?.version).toBe(version);
  });

  it('is that of every chart and of what the chart installs', () => {
    const charts = globSync('helm/*/Chart.yaml', { cwd: ROOT }).map(
      (path) => parse(readFileSync(join(ROOT, path), 'utf8')) as Chart,
    );

    for (const chart of charts) expect(chart).toMatchObject({ version, appVersion: version });
  });
});

describe('what is unreleased', () => {
  it('is told in the changelog and counted by a changeset, or neither', () => {
    const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    const changesets = globSync('.changeset/*.md', { cwd: ROOT }).filter(
      (path) => !path.endsWith('README.md'),
    );
    const isReleased = sectionOf(changelog, version) !== undefined;

    const told = sectionOf(changelog, 'Unreleased') !== '';

    // The first version needs none: it is the one that package.json has already.
    expect({ told, counted: changesets.length > 0 || !isReleased }).toEqual({
      told,
      counted: told,
    });
  });
});

interface Chart {
  readonly version: string;
  readonly appVersion: string;
}

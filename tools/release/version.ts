import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseDocument } from 'yaml';
import { releaseSection, sectionOf } from './changelog.ts';

// Makes the next version of what is unreleased: packages, lock file, charts and changelog get the one number, and nothing is
// committed. How much it changes is said by the changesets, what it changes by the changelog.

const MANIFEST = 'libs/queue-job/package.json';
const LOCK_FILE = 'package-lock.json';
const CHANGELOG = 'CHANGELOG.md';

/** Hold the version for the tool, which may be in a bundle that has no package.json, and for the projects that are made. */
const VERSION_SOURCES = [
  'libs/queue-job-cli/src/version.ts',
  'libs/create-queue-job/src/scaffold/version.ts',
];

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Record<string, object>;
}

const changelog = readFileSync(CHANGELOG, 'utf8');
const changesets = globSync('.changeset/*.md').filter((path) => !path.endsWith('README.md'));
const isFirst = sectionOf(changelog, versionOf(MANIFEST)) === undefined;

const fault = findFault();
if (fault === undefined) {
  if (changesets.length > 0) bumpPackages();
  const version = versionOf(MANIFEST);
  setLockedVersions();
  setSourceVersions(version);
  setChartVersions(version);
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(CHANGELOG, releaseSection(changelog, version, today));
  console.log(`This is ${version}. Look at the changes, then commit them as "Release ${version}".`);
} else {
  console.error(fault);
  process.exitCode = 1;
}

/** Says what is missing before anything is changed. */
function findFault(): string | undefined {
  if (!sectionOf(changelog, 'Unreleased')) {
    return `${CHANGELOG} tells nothing under "## [Unreleased]". Write there what this version changes for its users.`;
  }
  if (changesets.length === 0 && !isFirst) {
    return 'No changeset says how much this version changes. `npm run changeset` writes one.';
  }
  return undefined;
}

function bumpPackages(): void {
  const cli = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
  execFileSync(process.execPath, [cli, 'version'], { stdio: 'inherit' });
}

/** npm would ask the registry; all that changes are the repository's own packages. */
function setLockedVersions(): void {
  const lockFile = readJson<LockFile>(LOCK_FILE);
  for (const path of globSync('{libs,apps}/*/package.json')) {
    const { version, dependencies } = readJson<Manifest>(path);
    Object.assign(lockFile.packages[path.replace('/package.json', '')]!, { version, dependencies });
  }
  writeFileSync(LOCK_FILE, `${JSON.stringify(lockFile, null, 2)}\n`);
}

function setSourceVersions(version: string): void {
  for (const path of VERSION_SOURCES) {
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, source.replace(/(VERSION = )'[^']*'/, `$1'${version}'`));
  }
}

function setChartVersions(version: string): void {
  for (const path of globSync('helm/*/Chart.yaml')) {
    const chart = parseDocument(readFileSync(path, 'utf8'));
    chart.set('version', version);
    chart.set('appVersion', version);
    writeFileSync(path, chart.toString({ lineWidth: 0 }));
  }
}

function versionOf(path: string): string {
  return readJson<Manifest>(path).version;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

// Writes the library's bill of materials: everything that is installed with it, by version, licence, hash and dependant.

const OUTPUT = 'reports/nestjs-queue-job.cdx.json';

/** `--include` because npm leaves out more than it says when it is to leave out anything, as it is by `NODE_ENV=production`. */
const NPM_SBOM = [
  'sbom',
  '--sbom-format=cyclonedx',
  '--sbom-type=library',
  '--package-lock-only',
  '--include=dev',
];

/** What tells one making of a bill from the next, and nothing else: without it, the same lock file makes the same bytes. */
const OF_THE_MAKING = new Set(['serialNumber', 'timestamp']);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly link?: boolean }>>;
}

/**
 * Writes the library into a folder as a project of its own, in the versions that are locked here: of a workspace, npm describes
 * the project around it, and not everything it depends on.
 *
 * @returns the project, in a folder of the library's name because npm takes the one for the other
 */
async function writeProject(folder: string): Promise<string> {
  const { name, version, description, license, dependencies } = await readJson<Manifest>(
    'libs/queue-job/package.json',
  );
  const lockFile = await readJson<LockFile>('package-lock.json');
  const manifest = { name, version, description, license, dependencies };
  const installed = Object.entries(lockFile.packages).filter(
    ([place, { link }]) => place.startsWith('node_modules/') && !link,
  );
  const packages = { '': manifest, ...Object.fromEntries(installed) };

  const project = join(folder, name);
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(project, 'package-lock.json'), JSON.stringify({ ...lockFile, packages }));
  return project;
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

const folder = await mkdtemp(join(tmpdir(), 'queue-job-sbom-'));
try {
  const cwd = await writeProject(folder);
  const { stdout } = await promisify(execFile)('npm', NPM_SBOM, { cwd });
  const bill: unknown = JSON.parse(stdout, (key, value: unknown) =>
    OF_THE_MAKING.has(key) ? undefined : value,
  );
  await mkdir(dirname(OUTPUT), { recursive: true });
  await writeFile(OUTPUT, `${JSON.stringify(bill, undefined, 2)}\n`);
  console.log(OUTPUT);
} finally {
  await rm(folder, { recursive: true });
}

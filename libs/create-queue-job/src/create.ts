import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { made, tooManyNames, usage } from './create.messages.js';
import { DiskFolder } from './disk-folder.js';
import type { Folder } from './scaffold/folder.js';
import { makeProject } from './scaffold/make-project.js';
import { nameJob } from './scaffold/names.js';
import { ScaffoldError } from './scaffold/scaffold.error.js';
import { nextInNewProject, notEmpty } from './scaffold/scaffold.messages.js';
import { VERSION } from './scaffold/version.js';

/** What the command says, and where it is called. */
export interface Surroundings {
  readonly directory: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const OPTIONS = {
  queue: { type: 'string' },
  commonjs: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** What a folder may hold that counts as empty: a repository that was made before. */
const NOTHING = ['.git', '.gitignore', 'LICENSE', 'README.md'];

/**
 * `npm create nestjs-queue-job`.
 *
 * @returns the exit code
 */
export function create(args: readonly string[], { directory, out, error }: Surroundings): number {
  try {
    const { values, positionals } = parse(args);
    if (values.help === true) out(usage());
    else if (values.version === true) out(`${VERSION}\n`);
    else out(createProject(directory, positionals, values.queue, values.commonjs === true));
    return 0;
  } catch (caught) {
    if (!(caught instanceof ScaffoldError)) throw caught;
    error(`${caught.message}\n`);
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (caught) {
    throw new ScaffoldError(`${(caught as Error).message}\n\n${usage()}`);
  }
}

function createProject(
  directory: string,
  positionals: readonly string[],
  queue: string | undefined,
  isCommonJs: boolean,
): string {
  if (positionals.length > 1) throw new ScaffoldError(tooManyNames(positionals));
  const [folder] = positionals;
  const names = nameJob(folder === '.' ? basename(directory) : folder, queue);
  const path = folder === '.' ? directory : join(directory, names.name);
  if (!isEmpty(path)) throw new ScaffoldError(notEmpty(folder === '.' ? path : names.name));

  const files: string[] = [];
  makeProject(recording(new DiskFolder(path), files), names, !isCommonJs);
  const shown = folder === '.' ? '.' : names.name;
  return made(shown, files.toSorted(), nextInNewProject(shown));
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).every((name) => NOTHING.includes(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    if (code === 'ENOTDIR') return false;
    throw error;
  }
}

/** Keeps a `.gitignore` that came with the repository, and notes what is made. */
function recording(folder: Folder, files: string[]): Folder {
  return {
    read: (path) => folder.read(path),
    write: (path, text) => {
      if (folder.read(path) !== undefined) return;
      folder.write(path, text);
      files.push(path);
    },
  };
}

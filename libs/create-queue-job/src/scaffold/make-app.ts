import type { Folder } from './folder.js';
import { objectAt, readJson, toJsonText, writeJson, type Json } from './json.js';
import { makeFiles } from './make-files.js';
import type { JobNames } from './names.js';
import { notesOn } from './notes.js';
import { lookAt, NEST_CLI } from './project.js';
import { ScaffoldError } from './scaffold.error.js';
import {
  isNoMonorepo,
  missingReference,
  nextInProject,
  projectExists,
} from './scaffold.messages.js';
import type { Scaffolded } from './scaffolded.js';

/**
 * Makes a job as an application of its own in Nest's kind of monorepo, as `nest g app` does.
 *
 * @throws ScaffoldError when it cannot be made there
 */
export function makeApp(folder: Folder, names: JobNames): Scaffolded {
  const project = lookAt(folder);
  const { name } = names;
  if (!project.isMonorepo) throw new ScaffoldError(isNoMonorepo(name));
  const nestCli = readJson(folder, NEST_CLI)!;
  const projects = objectAt(nestCli, 'projects');
  if (name in projects) throw new ScaffoldError(projectExists(name));

  const root = `apps/${name}`;
  const tsConfigPath = `${root}/tsconfig.app.json`;
  // tsc keeps the folders below the common root of all sources, a bundler makes one file.
  const entry = `dist/${root}/${project.isBundled ? '' : `${root}/src/`}main.js`;
  const keptFiles = makeFiles(folder, names, {
    ...project,
    sources: `${root}/src/`,
    beside: `${root}/`,
    more: { [tsConfigPath]: tsconfigOf(name) },
    image: {
      dockerfile: `${root}/Dockerfile`,
      entry,
      settings: `${root}/`,
      build: `npx nest build ${name}`,
    },
  });
  writeJson(folder, NEST_CLI, {
    ...nestCli,
    projects: {
      ...projects,
      [name]: {
        type: 'application',
        root,
        entryFile: 'main',
        sourceRoot: `${root}/src`,
        compilerOptions: { tsConfigPath },
      },
    },
  });
  const referenceNotes = addReference(folder, `./${tsConfigPath}`);
  return {
    notes: [...keptFiles, ...referenceNotes, ...notesOn(folder, project)],
    next: nextInProject(project.runner, entry, name),
  };
}

/** Editors find the options of a file through it, and so does Vitest. */
function addReference(folder: Folder, path: string): string[] {
  let tsconfig: Json | undefined;
  try {
    tsconfig = readJson(folder, 'tsconfig.json');
  } catch {
    return [missingReference(path)];
  }
  if (tsconfig === undefined) return [];
  const { references } = tsconfig;
  writeJson(folder, 'tsconfig.json', {
    ...tsconfig,
    references: [...(Array.isArray(references) ? (references as unknown[]) : []), { path }],
  });
  return [];
}

function tsconfigOf(name: string): string {
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: { declaration: false, rootDir: '../..', outDir: `../../dist/apps/${name}` },
    include: ['src/**/*'],
    exclude: ['node_modules', 'dist', '**/*spec.ts'],
  };
  return toJsonText(tsconfig);
}

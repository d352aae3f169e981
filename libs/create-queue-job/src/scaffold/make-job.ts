import type { Folder } from './folder.js';
import { makeFiles } from './make-files.js';
import type { JobNames } from './names.js';
import { notesOn } from './notes.js';
import { lookAt } from './project.js';
import { ScaffoldError } from './scaffold.error.js';
import { isMonorepo, nextInProject } from './scaffold.messages.js';
import type { Scaffolded } from './scaffolded.js';

/**
 * Makes a job in a folder of an existing project's sources, with a `main.ts` of its own: the rest of the project goes on as before.
 *
 * @throws ScaffoldError when it cannot be made there
 */
export function makeJob(folder: Folder, names: JobNames): Scaffolded {
  const project = lookAt(folder);
  if (project.isMonorepo) throw new ScaffoldError(isMonorepo(names.name));
  const entry = `dist/${names.name}/main.js`;

  const keptFiles = makeFiles(folder, names, {
    ...project,
    sources: `${project.sourceRoot}/${names.name}/`,
    beside: '',
    image: { dockerfile: 'Dockerfile', entry, settings: '', build: 'npx nest build' },
  });
  return {
    notes: [...keptFiles, ...notesOn(folder, project)],
    next: nextInProject(project.runner, entry, names.name),
  };
}

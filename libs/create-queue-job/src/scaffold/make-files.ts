import {
  developmentSettingsFile,
  dockerfile,
  dockerignoreFile,
  settingsFile,
  valuesFile,
  type ImagePlan,
} from './files/deployment.js';
import { executorFile, mainFile, moduleFile, payloadFile, testFile } from './files/sources.js';
import type { Folder } from './folder.js';
import type { JobNames } from './names.js';
import type { TestRunner } from './project.js';
import { ScaffoldError } from './scaffold.error.js';
import { jobExists, kept, keptDockerfile, keptSettings } from './scaffold.messages.js';

export interface FilesPlan {
  readonly isEsm: boolean;
  readonly runner?: TestRunner;
  /** Where the sources go, with a slash at its end. */
  readonly sources: string;
  /** What else the sources need where they are. */
  readonly more?: Readonly<Record<string, string>>;
  /** Where the settings and the files for Kubernetes go: empty, or with a slash at its end. */
  readonly beside: string;
  readonly image: ImagePlan;
}

/**
 * Makes the files of a job. Sources that are there already are an error, before anything is written; of the others, which a project may
 * have for itself, those that are there are kept.
 *
 * @returns what is to be told of those that were kept
 */
export function makeFiles(folder: Folder, names: JobNames, plan: FilesPlan): string[] {
  const { beside, image } = plan;
  const sources = Object.entries(sourcesOf(names, plan));
  for (const [path] of sources) {
    if (folder.read(path) !== undefined) throw new ScaffoldError(jobExists(path));
  }
  for (const [path, text] of sources) folder.write(path, text);

  const settings = `${beside}appsettings.json`;
  const presentDockerfile = folder.read(image.dockerfile);
  return [
    ...make(settings, settingsFile(names), keptSettings(settings, names.queue)),
    ...make(`${beside}appsettings.Development.json`, developmentSettingsFile()),
    ...make(
      image.dockerfile,
      dockerfile(names, image),
      keptDockerfile(image.dockerfile, image.entry),
    ),
    ...make('.dockerignore', dockerignoreFile()),
    ...make(
      `${beside}${names.name}-values.yaml`,
      valuesFile(names, commandIn(presentDockerfile, image)),
    ),
  ];

  function make(path: string, text: string, note = kept(path)): string[] {
    const present = folder.read(path);
    if (present === undefined) folder.write(path, text);
    return present === undefined || present === text ? [] : [note];
  }
}

/** What starts the job in an image that was there before it, and starts something else by itself. */
function commandIn(present: string | undefined, { entry }: ImagePlan): string[] {
  if (present === undefined) return [];
  return [present.includes('/nodejs/bin/node') ? '/nodejs/bin/node' : 'node', entry];
}

function sourcesOf(names: JobNames, plan: FilesPlan): Readonly<Record<string, string>> {
  const { sources, runner, more } = plan;
  const file = (role: string) => `${sources}${names.name}.${role}.ts`;
  return {
    [file('payload')]: payloadFile(names),
    [file('executor')]: executorFile(names, plan),
    ...(runner === undefined ? {} : { [file('executor.spec')]: testFile(names, plan, runner) }),
    [file('module')]: moduleFile(names, plan),
    [`${sources}main.ts`]: mainFile(names, plan),
    ...more,
  };
}

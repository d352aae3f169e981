import { addPackages } from './add-packages.js';
import type { Folder } from './folder.js';
import { makeApp } from './make-app.js';
import { makeJob } from './make-job.js';
import { nameJob, type JobNames } from './names.js';
import { lookAt } from './project.js';
import { firstJob } from './scaffold.messages.js';
import type { Scaffolded } from './scaffolded.js';

/**
 * What is used of `@angular-devkit/schematics`, which runs this for Nest's CLI. It is described and not imported: whoever installs the
 * library for its jobs need not install it.
 */
export interface Tree {
  exists(path: string): boolean;
  read(path: string): Uint8Array | null;
  create(path: string, text: string): void;
  overwrite(path: string, text: string): void;
}

export interface Context {
  readonly logger: { info(text: string): void; warn(text: string): void };
  addTask(task: { toConfiguration(): object }): void;
}

export interface Options {
  readonly name?: string;
  readonly queue?: string;
  readonly skipInstall?: boolean;
}

type Schematic = (tree: Tree, context: Context) => Tree;

/** `nest g -c nestjs-queue-job job <name>` */
export const job = (options: Options): Schematic => make(options, makeJob);

/** `nest g -c nestjs-queue-job app <name>`, in a monorepo */
export const app = (options: Options): Schematic => make(options, makeApp);

/** `nest add nestjs-queue-job`, which has installed the library and calls this for the rest. */
export const nestAdd =
  (options: Options): Schematic =>
  (tree, context) => {
    const folder = folderOf(tree);
    const { isMonorepo } = lookAt(folder);
    if (options.name !== undefined) {
      return make(options, isMonorepo ? makeApp : makeJob)(tree, context);
    }
    install(folder, context, options);
    tell(context, {
      notes: [],
      next: [firstJob().replace(' job ', isMonorepo ? ' app ' : ' job ')],
    });
    return tree;
  };

function make(options: Options, maker: (folder: Folder, names: JobNames) => Scaffolded): Schematic {
  return (tree, context) => {
    const folder = folderOf(tree);
    const made = maker(folder, nameJob(options.name, options.queue));
    install(folder, context, options);
    tell(context, made);
    return tree;
  };
}

function install(folder: Folder, context: Context, { skipInstall }: Options): void {
  const project = lookAt(folder);
  if (!addPackages(folder, project) || skipInstall === true) return;
  const { packageManager } = project;
  context.addTask({
    toConfiguration: () => ({
      name: 'node-package',
      options: { command: 'install', quiet: true, packageManager },
    }),
  });
}

function tell({ logger }: Context, { notes, next }: Scaffolded): void {
  for (const note of notes) logger.warn(note);
  logger.info(['Next:', ...next.map((command) => `  ${command}`)].join('\n'));
}

function folderOf(tree: Tree): Folder {
  return {
    read: (path) => {
      const bytes = tree.read(path);
      return bytes === null ? undefined : new TextDecoder().decode(bytes);
    },
    write: (path, text) =>
      tree.exists(path) ? tree.overwrite(path, text) : tree.create(path, text),
  };
}

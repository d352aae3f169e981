import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Application, Converter, type ProjectReflection, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { ENTRY_POINTS, ROOT } from './pages.ts';

/** What the plugin writes of a module, a group of its exports, or one of them. */
export interface ApiEntry {
  readonly title: string;
  readonly path?: string;
  readonly children?: readonly ApiEntry[];
}

/** Beside the pages, what there is of them. */
const NAVIGATION = 'navigation.json';

/**
 * Writes a page for everything that the library exports, of its comments.
 *
 * @throws when something has no comment, or says of another what is not to be found
 */
export async function writeApi(folder: string): Promise<void> {
  const options: TypeDocOptions & PluginOptions = {
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: Object.keys(ENTRY_POINTS).map((path) => join(ROOT, path)),
    tsconfig: join(ROOT, 'libs/queue-job/tsconfig.lib.json'),
    name: 'API',
    readme: 'none',
    out: folder,
    // What a class inherits from Error everybody knows, and what only the library calls nobody need know.
    excludeExternals: true,
    excludePrivate: true,
    excludeInternal: true,
    disableSources: true,
    sort: ['source-order'],
    // The types of what decorators return, whose own comments tell what may be decorated.
    intentionallyNotExported: ['ExecutorClass'],
    intentionallyNotDocumented: ['nestjs-queue-job.OnDelivery.__type.T'],
    validation: { invalidLink: true, notDocumented: true, notExported: true },
    requiredToBeDocumented: [
      'Class',
      'Interface',
      'TypeAlias',
      'Function',
      'Variable',
      'Method',
      'Accessor',
    ],
    logLevel: 'Warn',
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    navigationJson: join(folder, NAVIGATION),
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    tableColumnSettings: {
      hideModifiers: true,
      hideInherited: true,
      hideOverrides: true,
      hideDefaults: true,
    },
  };
  const app = await Application.bootstrapWithPlugins(options);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => tellSettings(project));
  const project = await app.convert();
  if (project !== undefined) app.validate(project);
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('The comments of the API have faults: they are told above.');
  }
  await app.generateOutputs(project);
}

/** A setting in force means what it means where it is given, and is told there. */
function tellSettings(project: ProjectReflection): void {
  const find = (...names: string[]) => project.getChildByName(['nestjs-queue-job', ...names]);
  find('QueueJobOptions')?.traverse((setting) => {
    const told = find('QueueJobModuleOptions', setting.name)?.comment;
    if (told !== undefined) setting.comment ??= told.clone();
  });
}

/** What {@link writeApi} has written. */
export async function readApiNavigation(folder: string): Promise<readonly ApiEntry[]> {
  return JSON.parse(await readFile(join(folder, NAVIGATION), 'utf8')) as ApiEntry[];
}

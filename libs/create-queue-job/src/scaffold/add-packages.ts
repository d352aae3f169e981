import type { Folder } from './folder.js';
import { objectAt, writeJson } from './json.js';
import { packagesOf, sorted, toolsOf } from './packages.js';
import { MANIFEST, type Project } from './project.js';

/**
 * Adds to the project's package.json what a job needs and it has not; what it has, it keeps, whatever the version.
 *
 * @returns whether something is to be installed
 */
export function addPackages(folder: Folder, { manifest, nest }: Project): boolean {
  const dependencies = objectAt(manifest, 'dependencies');
  const devDependencies = objectAt(manifest, 'devDependencies');
  const present = { ...devDependencies, ...dependencies };
  // What only tests had so far is needed by the job too.
  const missing = without(packagesOf(nest), dependencies);
  const missingTools = without(toolsOf(nest), present);
  if (Object.keys({ ...missing, ...missingTools }).length === 0) return false;

  writeJson(folder, MANIFEST, {
    ...manifest,
    dependencies: sorted({ ...dependencies, ...missing }),
    devDependencies: sorted({ ...without(devDependencies, missing), ...missingTools }),
  });
  return true;
}

function without(
  ranges: Readonly<Record<string, unknown>>,
  present: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(ranges).filter(([name]) => !(name in present)));
}

import type { Folder } from './folder.js';
import { objectAt, textAt } from './json.js';
import type { Project } from './project.js';
import {
  jestNeedsModules,
  noTests,
  oldResolution,
  otherPackageManager,
} from './scaffold.messages.js';

/** What stands between a project and its job, as far as it can be seen. */
export function notesOn(folder: Folder, { runner, manifest, packageManager }: Project): string[] {
  const testScript = textAt(objectAt(manifest, 'scripts'), 'test') ?? '';
  const lacksModules = runner === 'jest' && !testScript.includes('--experimental-vm-modules');
  return [
    ...(packageManager === 'npm' ? [] : [otherPackageManager(packageManager)]),
    ...(runner === undefined ? [noTests()] : []),
    ...(lacksModules ? [jestNeedsModules()] : []),
    ...(resolvesAsNode(folder.read('tsconfig.json')) ? [] : [oldResolution()]),
  ];
}

/** Looks at the text, which may have comments; a project whose options are elsewhere is given the benefit of the doubt. */
function resolvesAsNode(tsconfig = ''): boolean {
  const [, resolution] = /"moduleResolution"\s*:\s*"([^"]+)"/i.exec(tsconfig) ?? [];
  const [, module] = /"module"\s*:\s*"([^"]+)"/i.exec(tsconfig) ?? [];
  if (resolution !== undefined) return /^(?:node16|nodenext|bundler)$/i.test(resolution);
  return module === undefined || /^(?:node|preserve)/i.test(module);
}

import { sep } from 'node:path';

const FOLDER = `${sep}node_modules${sep}`;

/**
 * The folder of the package that a module belongs to.
 *
 * @returns `undefined` for the application's own modules, the workspace's libraries included
 */
export function packageOf(moduleId: string): string | undefined {
  const start = moduleId.lastIndexOf(FOLDER);
  if (start === -1 || moduleId.startsWith('\0')) return undefined;
  const inside = moduleId.slice(start + FOLDER.length).split(sep);
  const name = inside.slice(0, inside[0]!.startsWith('@') ? 2 : 1).join(sep);
  return moduleId.slice(0, start) + FOLDER + name;
}

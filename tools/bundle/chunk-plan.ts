import { basename, dirname } from 'node:path';
import { packageOf } from './package-of.ts';

/** What is known of a module once all are. */
export interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/** The chunk in which everything is that is needed, or may be. */
export const MAIN = 'main';

/**
 * Says in which chunk each module goes: in {@link MAIN}, or, when it is only needed for a package that is imported by a call,
 * such as `import('@azure/identity')`, in the chunk of that package. What two such packages share is in MAIN.
 */
export function planChunks(entry: string, graph: ModuleGraph): ReadonlyMap<string, string> {
  const lazy = new Set<string>();
  const isLazy = (from: string, to: string) =>
    packageOf(to) !== undefined && packageOf(to) !== packageOf(from);
  const main = reachable(entry, graph, (from, to) => {
    if (isLazy(from, to)) lazy.add(to);
    return !isLazy(from, to);
  });
  const plan = new Map<string, string>();
  for (const root of lazy) {
    for (const id of reachable(root, graph)) plan.set(id, plan.has(id) ? MAIN : chunkName(root));
  }
  for (const id of main) plan.set(id, MAIN);
  return plan;
}

function reachable(
  root: string,
  graph: ModuleGraph,
  follows: (from: string, to: string) => boolean = () => true,
): ReadonlySet<string> {
  const reached = new Set([root]);
  // A set that grows while it is walked is walked to its new end.
  for (const id of reached) {
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {};
    for (const to of importedIds) reached.add(to);
    for (const to of dynamicallyImportedIds) if (follows(id, to)) reached.add(to);
  }
  return reached;
}

/** `…/@azure/identity` → `azure-identity`. */
function chunkName(root: string): string {
  const folder = packageOf(root)!;
  const scope = basename(dirname(folder));
  return scope.startsWith('@') ? `${scope.slice(1)}-${basename(folder)}` : basename(folder);
}

import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';

/**
 * Leaves packages that are not installed to the moment in which they are asked for, when a good library says what to install.
 * Only for those that are imported or required by a call: what a statement imports is needed, and its absence fails the bundle.
 *
 * @param leftOut is told the name of each
 */
export function optionalPackages(leftOut: (name: string) => void): Plugin {
  return {
    name: 'optional-packages',
    async resolveId(id, importer, { kind }) {
      if (kind === 'import-statement' || importer === undefined || isBuiltin(id)) return null;
      const resolved = await this.resolve(id, importer, { kind, skipSelf: true });
      if (resolved !== null) return resolved;
      leftOut(id);
      return { id, external: true };
    },
  };
}

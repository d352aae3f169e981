import { readFile } from 'node:fs/promises';
import type { Plugin } from 'rolldown';

const MARK = '\0narrow:';

/**
 * Narrows `import('class-validator')` to the names that the importer uses. Nest's `ValidationPipe` takes the whole package and
 * calls two functions of it; the rest, most of all the telephone numbers of the world, would come along unused.
 */
export function narrowImport(packageName: string): Plugin {
  const variable = packageName.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const use = new RegExp(`\\b${variable}\\??\\.(\\w+)`, 'g');
  return {
    name: 'narrow-import',
    async resolveId(id, importer, { kind }) {
      if (id !== packageName || kind !== 'dynamic-import' || importer === undefined) return null;
      const names = new Set(
        [...(await readFile(importer, 'utf8')).matchAll(use)].map(([, name]) => name),
      );
      const whole = await this.resolve(id, importer);
      if (whole === null || names.size === 0) return whole;
      return `${MARK}export { ${[...names].join(', ')} } from ${JSON.stringify(whole.id)};`;
    },
    load(id) {
      if (!id.startsWith(MARK)) return null;
      return { code: id.slice(MARK.length), moduleSideEffects: false };
    },
  };
}

import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** The library as it is published. */
export interface PackedLibrary {
  readonly tarball: string;
  /** The paths it holds. */
  readonly files: readonly string[];
}

/** Packs the library, as it was built last, into a folder. */
export async function packLibrary(folder: string): Promise<PackedLibrary> {
  const output = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: join(ROOT, 'libs/queue-job'),
  });
  // npm 12 answers with an object by name where earlier ones answer with a list.
  const [pack] = Object.values(JSON.parse(output) as Record<string, NpmPack>);
  return { tarball: join(folder, pack!.filename), files: pack!.files.map(({ path }) => path) };
}

interface NpmPack {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

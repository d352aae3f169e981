import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** The library as it is published. */
export interface PackedLibrary {
  readonly tarball: string;
  /** The paths it holds. */
  readonly files: readonly string[];
}

/** The packages that are published, each in its folder. */
export const PUBLISHED = ['libs/queue-job', 'libs/queue-job-cli', 'libs/create-queue-job'] as const;

/** Packs one of them, the library unless another is named, as it was built last, into a folder. */
export async function packLibrary(
  folder: string,
  source: (typeof PUBLISHED)[number] = 'libs/queue-job',
): Promise<PackedLibrary> {
  const output = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: join(ROOT, source),
  });
  // npm 12 answers with an object by name where earlier ones answer with a list.
  const [pack] = Object.values(JSON.parse(output) as Record<string, NpmPack>);
  return { tarball: join(folder, pack!.filename), files: pack!.files.map(({ path }) => path) };
}

interface NpmPack {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

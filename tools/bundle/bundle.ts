import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown, type OutputChunk, type Plugin } from 'rolldown';
import { bundledPackages, type BundledPackage } from './bundled-packages.ts';
import { planChunks } from './chunk-plan.ts';
import { entryAsFunction } from './plugins/entry-as-function.ts';
import { esModulesOfRxjs } from './plugins/es-modules-of-rxjs.ts';
import { lateFormatters } from './plugins/late-formatters.ts';
import { narrowImport } from './plugins/narrow-import.ts';
import { optionalPackages } from './plugins/optional-packages.ts';

const RUNTIME = fileURLToPath(new URL('runtime', import.meta.url));

/** What a file of a bundle is for the file that loads it. */
const HEAD = `(function (exports, require, module, __filename, __dirname) { 'use strict'; `;
const TAIL = '\n})';

/** What a bundle consists of. */
export interface Bundle {
  /** The names of its files, the one to start first. */
  readonly files: readonly string[];
  readonly packages: readonly BundledPackage[];
  /** Packages that are asked for somewhere and not installed, and what in them. */
  readonly leftOut: readonly string[];
}

/**
 * Makes a compiled application one file, with a file of its own for each package that it imports by a call, and the code cache of
 * each for the Node that runs us. `node start.cjs` starts it, from any folder, with nothing installed.
 *
 * @param entry the path of the compiled `main.js`
 * @param output a folder that is new, empty or a bundle, which is replaced
 */
export async function bundle(entry: string, output: string): Promise<Bundle> {
  const leftOut = new Set<string>();
  const chunks = await build(entry, [
    entryAsFunction(entry),
    esModulesOfRxjs(),
    lateFormatters(),
    narrowImport('class-validator'),
    optionalPackages((name) => leftOut.add(name)),
  ]);

  await empty(output);
  for (const { fileName, code } of chunks) {
    await writeFile(join(output, fileName), HEAD + code + TAIL);
  }
  await copyFile(join(RUNTIME, 'start.cjs'), join(output, 'start.cjs'));
  await bake(output);
  return {
    files: ['start.cjs', ...chunks.map(({ fileName }) => fileName)],
    packages: bundledPackages(chunks.flatMap(usedModules)),
    leftOut: [...leftOut].toSorted(),
  };
}

/** Deletes nothing that is no bundle, whatever folder is named. */
async function empty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes('start.cjs')) {
    throw new Error(
      `${folder} holds something else than a bundle. Name another folder, or empty it.`,
    );
  }
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true })));
}

async function build(entry: string, plugins: readonly Plugin[]): Promise<OutputChunk[]> {
  await using build = await rolldown({
    input: { main: entry },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    onLog: (level, log, tell) => {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      tell(level, log);
    },
    // ES modules before CommonJS, of which nothing that is unused falls away.
    resolve: { mainFields: ['es2015', 'module', 'main'] },
    plugins: [...plugins],
  });
  let plan: ReadonlyMap<string, string> | undefined;
  const { output } = await build.generate({
    format: 'cjs',
    // Logs and reports tell the names of classes, stacks those of functions, and a line of a stack is one to read.
    keepNames: true,
    minify: 'dce-only',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          debugName: 'plan',
          name: (id, graph) => (plan ??= planChunks(entry, graph)).get(id) ?? null,
        },
      ],
    },
  });
  return output.filter((one) => one.type === 'chunk');
}

function usedModules({ modules }: OutputChunk): string[] {
  return Object.entries(modules).flatMap(([id, { renderedLength }]) =>
    renderedLength > 0 ? [id] : [],
  );
}

/** The seed is any but none: the same code then makes the same cache. */
async function bake(folder: string): Promise<void> {
  const script = join(RUNTIME, 'bake.cjs');
  await promisify(execFile)(process.execPath, ['--hash-seed=1', script, folder]);
}

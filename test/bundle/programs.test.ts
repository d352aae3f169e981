import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bundled } from './bundled.ts';

describe('a bundled program', { timeout: 120_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-job-program-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    {
      what: 'waits at its top level',
      code: 'console.log(await Promise.resolve(1));',
      exitCode: 0,
      output: /^1\n$/,
    },
    {
      what: 'exports something',
      code: 'export const one = 1; export { one as two }; console.log(one);',
      exitCode: 0,
      output: /^1\n$/,
    },
    {
      what: 'imports something of the name under which it is run',
      code: "import { inspect as run } from 'node:util'; console.log(run(1));",
      exitCode: 0,
      output: /^1\n$/,
    },
    { what: 'sets its exit code', code: 'process.exitCode = 10;', exitCode: 10, output: /^$/ },
    {
      what: 'throws',
      code: "await 1; throw new Error('broken');",
      exitCode: 1,
      output: /Error: broken\n\s+at bundledApplication /,
    },
    {
      what: 'waits for what never comes',
      code: 'await new Promise(() => {});',
      exitCode: 13,
      output: /^$/,
    },
    {
      what: 'exits while it waits',
      code: 'setTimeout(() => process.exit(0)); await new Promise(() => {});',
      exitCode: 0,
      output: /^$/,
    },
    {
      what: 'exits while it waits, without a code',
      code: 'setTimeout(() => process.exit()); await new Promise(() => {});',
      exitCode: 0,
      output: /^$/,
    },
    {
      what: 'knows where it is',
      code: 'console.log(import.meta.url);',
      exitCode: 0,
      output: /^file:\/\/\/.*main\.cjs\n$/,
    },
    {
      what: 'is strict',
      code: 'console.log(this, (function () { return this; })());',
      exitCode: 0,
      output: /^undefined undefined\n$/,
    },
    {
      what: 'tells that a package is not installed',
      code: "await import('not-installed').catch((error) => console.log(error.code));",
      exitCode: 0,
      output: /^ERR_MODULE_NOT_FOUND\n/,
    },
  ])('that $what ends as it would unbundled', async ({ code, exitCode, output }) => {
    await using bundled = await bundle(code);

    expect(await start(bundled)).toEqual({ exitCode, output: expect.stringMatching(output) });
  });

  it.each([
    { cache: 'damaged', break: (path: string) => writeFile(path, 'no cache') },
    { cache: 'missing', break: (path: string) => rm(path) },
  ])('works with a code cache that is $cache', async ({ break: breakCache }) => {
    await using bundled = await bundle('console.log(1);');
    await breakCache(join(bundled.folder, 'main.cjs.cache'));

    expect(await start(bundled)).toEqual({ exitCode: 0, output: '1\n' });
  });

  it('is not made when a package that it needs is not installed', async () => {
    await expect(bundle("import 'not-installed';")).rejects.toThrow(/not-installed/);
  });

  async function bundle(code: string): Promise<Bundled> {
    const program = join(folder, 'main.js');
    await writeFile(program, code);
    return Bundled.make(program);
  }
});

function start({ start: program }: Bundled): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program], (error, stdout, stderr) =>
      resolve({ exitCode: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { CommandError, ROOT, runTool } from '../package/run.ts';
import type { CodeBlock } from './code-block.ts';

/** Ignored by git and by every tool that walks the tree. */
const FOLDER = join(ROOT, 'reports/code-blocks');

/** `README.md/src/main.ts(3,7): error TS2304: Cannot find name 'x'.` */
const DIAGNOSTIC = /^(?<path>[^\s(].*)\((?<row>\d+),\d+\): error (?<text>.*)$/;

/**
 * Compiles TypeScript blocks against the library's source, all in one go, as strictly as the library. Each page is a program:
 * its blocks lie at the paths their file comments say, or beside the others in `src`, and can import each other.
 */
export async function checkTypeScript(blocks: readonly CodeBlock[]): Promise<string[]> {
  const files = Map.groupBy(blocks, pathOf);
  const faults = [...files.values()].flatMap(([, ...others]) =>
    others.map(({ page, line, file }) => `${page}:${line} Another block is ${file} already.`),
  );
  if (faults.length > 0 || blocks.length === 0) return faults;

  const folder = join(FOLDER, randomUUID());
  try {
    await writeProgram(folder, blocks);
    await runTool('tsc', ['--project', '.', '--pretty', 'false'], { cwd: folder });
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return readDiagnostics(error, new Map(blocks.map((block) => [pathOf(block), block])));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function pathOf({ page, file, line }: CodeBlock): string {
  return `${page}/${file ?? `src/line-${line}.ts`}`;
}

async function writeProgram(folder: string, blocks: readonly CodeBlock[]): Promise<void> {
  for (const block of blocks) {
    const path = join(folder, pathOf(block));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, block.text);
  }
  const root = relative(folder, ROOT);
  const settings = {
    extends: `${root}/tsconfig.base.json`,
    compilerOptions: {
      // The package itself would lead to what was built of the source, which may be older.
      paths: {
        'nestjs-queue-job': [`${root}/libs/queue-job/src/index.ts`],
        'nestjs-queue-job/testing': [`${root}/libs/queue-job/src/testing/index.ts`],
      },
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
    },
    include: ['.'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
}

/** Tells each diagnostic where its page has it; what is of no block is passed on as it is. */
function readDiagnostics(error: CommandError, blocks: ReadonlyMap<string, CodeBlock>): string[] {
  const faults: string[] = [];
  for (const line of error.output.split('\n').filter((text) => text !== '')) {
    const { path = '', row, text } = DIAGNOSTIC.exec(line)?.groups ?? {};
    const block = blocks.get(path);
    if (block !== undefined) faults.push(`${block.page}:${block.line + Number(row)} ${text}`);
    else if (line.startsWith(' ')) faults.push(`${faults.pop() ?? ''}${line}`);
    else faults.push(line);
  }
  return faults.length > 0 ? faults : [error.message];
}

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { create } from '../../libs/create-queue-job/src/create.js';
import { extractCodeBlocks, type CodeBlock } from '../docs/code-block.ts';
import { ROOT } from '../package/run.ts';

/** A command of a page, and what the page says that it prints. */
export interface Step {
  /** The page and the line of the command's block. */
  readonly where: string;
  readonly command: string;
  /** Lines, in which `…` stands for anything; a line that is only that, for any lines. */
  readonly shown: readonly string[];
}

/** A file that a page shows. */
export interface ShownFile {
  readonly where: string;
  readonly file: string;
  readonly text: string;
}

/** Something to do or to compare, in the order of the page. */
export type PageItem = Step | ShownFile;

/** What is on a page for its reader to type. */
export async function readPage(path: string): Promise<PageItem[]> {
  const markdown = await readFile(join(ROOT, path), 'utf8');
  return extractCodeBlocks(path, markdown).flatMap((block) => itemsOf(block));
}

function itemsOf({ page, line, language, text, file }: CodeBlock): PageItem[] {
  const where = `${page}:${line}`;
  if (file !== undefined) return [{ where, file, text: `${text}\n` }];
  if (language === 'sh') {
    return text.split('\n').map((command) => ({ where, command, shown: ['…'] }));
  }
  if (language !== 'console') return [];
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...shown] = part.trimEnd().split('\n');
      return { where, command, shown };
    });
}

/**
 * Makes the project that the page tells to make, without npm.
 *
 * @returns its folder
 */
export function createAsTold(steps: readonly Step[], directory: string): string {
  const { command } = steps.find((step) => step.command.startsWith('npm create '))!;
  const [name = '', ...options] = command.split(' ').slice(3);
  let fault = '';
  create([name, ...options.filter((option) => option !== '--')], {
    directory,
    out: () => {},
    error: (text) => (fault += text),
  });
  if (fault !== '') throw new Error(fault);
  return join(directory, name);
}

/** A reader at a shell, who types what a page says. */
export class Reader {
  #folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#environment = { ...process.env, ...environment };
  }

  /**
   * Writes a file that the page shows, or looks whether the one that is there is as shown.
   *
   * @returns what is wrong, if anything is
   */
  take({ file, text }: ShownFile): string | undefined {
    const path = join(this.#folder, file);
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return undefined;
    }
    const present = readFileSync(path, 'utf8');
    return present === text ? undefined : `${file} is not as shown, but\n${present}`;
  }

  /**
   * Types a command, at a terminal.
   *
   * @returns what is wrong, if anything is
   */
  async type({ command, shown }: Step): Promise<string | undefined> {
    const [, variable, value] = /^export (\w+)=(\S+)$/.exec(command) ?? [];
    if (variable !== undefined) {
      this.#environment[variable] = value;
      return undefined;
    }
    const [, folder] = /^cd (\S+)$/.exec(command) ?? [];
    if (folder !== undefined) {
      this.#folder = join(this.#folder, folder);
      return undefined;
    }
    const { code, output } = await this.#run(command);
    if (code !== 0) return `"${command}" ended with ${code}:\n${output}`;
    if (isShown(shown, output)) return undefined;
    return `"${command}" is shown to print\n${shown.join('\n')}\nbut prints\n${output}`;
  }

  /** Tools that redraw their lines are seen without a terminal, a job is seen with one. */
  #run(command: string): Promise<{ readonly code: number | null; readonly output: string }> {
    const isJob = /npm start|node dist\//.test(command);
    const [program, args] = isJob
      ? ['script', ['--quiet', '--return', '--command', command, '/dev/null']]
      : ['bash', ['-c', command]];
    const child = spawn(program as string, args as string[], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, output: asText(output) }));
    });
  }
}

/** What is left to read on a terminal, without what npm draws while it waits. */
function asText(output: string): string {
  return stripVTControlCharacters(output)
    .replaceAll('\r', '')
    .replaceAll(/^[⠀-⣿]+/gm, '');
}

/** Whether a command printed what the page shows. */
export function isShown(shown: readonly string[], output: string): boolean {
  const pattern = shown
    .map((line) => {
      if (line === '…') return '(?:.*\\n)*?';
      const parts = line
        .split('…')
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
      return `${parts.join('.*')}\\s*?\\n`;
    })
    .join('');
  return new RegExp(`^${pattern}\\s*$`).test(`${output.trimEnd()}\n`);
}

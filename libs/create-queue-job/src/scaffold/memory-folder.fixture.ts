import type { Folder } from './folder.js';

/** A folder that holds these files; what is no text is written as JSON. */
export class MemoryFolder implements Folder {
  readonly files: Map<string, string>;

  constructor(files: Readonly<Record<string, unknown>> = {}) {
    this.files = new Map(
      Object.entries(files).map(([path, value]) => [
        path,
        typeof value === 'string' ? value : JSON.stringify(value, null, 2),
      ]),
    );
  }

  read(path: string): string | undefined {
    return this.files.get(path);
  }

  write(path: string, text: string): void {
    this.files.set(path, text);
  }
}

/** What a Nest project has, as far as it counts here. */
export function nestProject(
  manifest: Readonly<Record<string, unknown>> = {},
  nestCli: object = { sourceRoot: 'src' },
): Record<string, unknown> {
  return {
    'package.json': {
      type: 'module',
      dependencies: { '@nestjs/core': '^12.0.1' },
      devDependencies: { vitest: '^5.0.0' },
      ...manifest,
    },
    'nest-cli.json': nestCli,
    'tsconfig.json': { compilerOptions: { module: 'nodenext' } },
  };
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folder } from './scaffold/folder.js';

/** A folder on disk; it is made when the first file is. */
export class DiskFolder implements Folder {
  constructor(private readonly path: string) {}

  read(path: string): string | undefined {
    try {
      return readFileSync(join(this.path, path), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

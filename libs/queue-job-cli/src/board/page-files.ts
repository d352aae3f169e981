import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../usage.error.js';
import { pageIsMissing } from './board.messages.js';

/** Browsers take the page as it is written, so it is not compiled: the same folder, seen from `src` and from `dist`. A bundle has it beside it. */
const [PACKAGED, BUNDLED] = ['../../src/board/page/', 'page/'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
) as [string, string];
const FOLDER = existsSync(BUNDLED) ? BUNDLED : PACKAGED;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/**
 * Reads all that the page consists of, by its path in an address. Nothing else can ever be asked for.
 *
 * @throws UsageError
 */
export function readPageFiles(folder = FOLDER): ReadonlyMap<string, PageFile> {
  try {
    return new Map(
      readdirSync(folder).flatMap((name) => {
        const type = TYPES[extname(name)];
        return type === undefined
          ? []
          : [[`/${name}`, { type, content: readFileSync(`${folder}/${name}`) }]];
      }),
    );
  } catch {
    throw new UsageError(pageIsMissing(folder));
  }
}

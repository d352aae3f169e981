import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Serves a folder under a path while the tests of a file run, as a host of static pages does. */
export function useFolder(folder: string, base: string): { url(path: string): string } {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join(
      folder,
      decodeURI(pathname.slice(base.length)).replace(/(^|\/)$/, '$1index.html'),
    );
    const isThere =
      pathname.startsWith(base) && statSync(path, { throwIfNoEntry: false })?.isFile();
    if (!isThere) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(path)] });
    createReadStream(path).pipe(response);
  });
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: (path) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}${path}`,
  };
}

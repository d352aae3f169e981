import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { run } from '../package/run.ts';

/**
 * What others publish later is not there for tests of our packages: they would fail for what happens to others, such as a package whose
 * dependency is not to be had. To be moved when a job that is made wants something newer.
 */
const PUBLISHED_BEFORE = '2026-11-24';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

/**
 * A registry that has our packages as they are packed, and sends on to the configured one for all others: with it, the commands of a page
 * can be run as they stand.
 */
export class Registry {
  readonly #documents = new Map<string, string>();
  readonly #tarballs = new Map<string, Uint8Array>();
  readonly #upstream: string;
  readonly #server: Server;

  private constructor(upstream: string) {
    this.#upstream = upstream;
    this.#server = createServer(({ url = '/' }, response) => this.#answer(url, response));
  }

  /** @param tarballs of what `npm pack` made */
  static async start(tarballs: readonly string[]): Promise<Registry> {
    const upstream = await run('npm', ['config', 'get', 'registry']);
    const registry = new Registry(upstream.trim().replace(/\/$/, ''));
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    for (const tarball of tarballs) await registry.#add(tarball);
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The settings with which npm asks it, as variables. */
  get env(): Readonly<Record<string, string>> {
    return { npm_config_registry: this.url, npm_config_before: PUBLISHED_BEFORE };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #add(tarball: string): Promise<void> {
    const manifest = JSON.parse(
      await run('tar', ['-xzOf', tarball, 'package/package.json']),
    ) as Manifest;
    const bytes = readFileSync(tarball);
    const path = `/${manifest.name}/-/${basename(tarball)}`;
    const dist = {
      tarball: new URL(path, this.url).href,
      integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    };
    this.#tarballs.set(path, bytes);
    this.#documents.set(
      `/${manifest.name}`,
      JSON.stringify({
        name: manifest.name,
        'dist-tags': { latest: manifest.version },
        versions: { [manifest.version]: { ...manifest, dist } },
      }),
    );
  }

  #answer(url: string, response: ServerResponse): void {
    const document = this.#documents.get(url);
    const tarball = this.#tarballs.get(url);
    if (document !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(document);
    } else if (tarball !== undefined) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball);
    } else {
      response.writeHead(307, { location: `${this.#upstream}${url}` }).end();
    }
  }
}

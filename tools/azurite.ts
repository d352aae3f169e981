import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';

const require = createRequire(import.meta.url);

/** The account and key every Azurite knows, as Microsoft publishes them. */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const LISTENING = /successfully listens on (https?:\/\/\S+)/;

/** A service that runs beside us, and forgets everything when it stops. */
export interface Azurite extends AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:41627`. */
  readonly origin: string;
  readonly account: string;
  readonly connectionString: string;
}

/**
 * Starts Azurite's queue service on a free port.
 *
 * @param options further command-line options, such as `--oauth basic`
 */
export function startAzurite(...options: readonly string[]): Promise<Azurite> {
  return start('queue', options);
}

/** Starts Azurite's blob service on a free port. */
export function startBlobAzurite(...options: readonly string[]): Promise<Azurite> {
  // The SDK for blobs is ahead of Azurite, which does not know its API version.
  return start('blob', ['--skipApiVersionCheck', ...options]);
}

async function start(service: 'queue' | 'blob', options: readonly string[]): Promise<Azurite> {
  const main = require.resolve(`azurite/dist/src/${service}/main.js`);
  const child = spawn(
    process.execPath,
    // Without --disableTelemetry it takes minutes to end where there is no internet.
    [
      main,
      '--inMemoryPersistence',
      `--${service}Port`,
      '0',
      '--silent',
      '--disableTelemetry',
      ...options,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exit = once(child, 'exit');
  const origin = await Promise.race([
    listening(child.stdout),
    exit.then(([code]) => Promise.reject(new Error(`Azurite ended with exit code ${code}.`))),
  ]);
  child.stdout.resume();
  const endpoint = { queue: 'QueueEndpoint', blob: 'BlobEndpoint' }[service];
  return {
    origin,
    account: ACCOUNT,
    connectionString:
      `DefaultEndpointsProtocol=${new URL(origin).protocol.slice(0, -1)};AccountName=${ACCOUNT};` +
      `AccountKey=${ACCOUNT_KEY};${endpoint}=${origin}/${ACCOUNT};`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function listening(output: Readable): Promise<string> {
  let text = '';
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const origin = LISTENING.exec(text)?.[1];
    if (origin !== undefined) return origin;
  }
  throw new Error(`Azurite did not start: ${text}`);
}

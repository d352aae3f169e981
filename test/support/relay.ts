import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/** A way to the queue service on which a test can hold a job up. */
export interface Relay extends AsyncDisposable {
  readonly origin: string;
  /** Resolves when a job has called. */
  readonly called: Promise<void>;
  /** Lets the calls through, those that wait and those that come. */
  open(): void;
}

/** Opens a relay, closed at first, to the service at an address such as `http://127.0.0.1:10001`. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const called = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const server = createServer((job) => {
    called.resolve();
    job.on('error', () => job.destroy());
    void opened.promise.then(() => {
      const service = connect(Number(port), hostname);
      service.on('error', () => job.destroy());
      job.pipe(service).pipe(job);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called: called.promise,
    open: opened.resolve,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerAzure } from './azure-protocol.ts';
import { FastQueue } from './fast-queue.ts';
import type { Ask, Fill, Listening } from './protocol.ts';
import { answerSqs } from './sqs-protocol.ts';
import { answerToken } from './token-endpoint.ts';

// A queue service in a process of its own, fast enough not to be what is measured, that writes down what it sees.

const queue = new FastQueue();
const [cert, key] = [process.env['TLS_CERT'], process.env['TLS_KEY']];

const answer: RequestListener = (request, response) => {
  if (request.headers['x-amz-target'] !== undefined) void answerSqs(queue, request, response);
  else if (request.url!.startsWith('/token')) answerToken(response);
  else answerAzure(queue, request, response);
};

const listening: Listening = {
  http: await listen(createHttpServer(answer)),
  https: await listen(createHttpsServer({ cert, key }, answer)),
};
process.on('message', (message: Fill | Ask) => {
  if ('fill' in message) queue.fill(message.fill);
  process.send!(queue.seen);
});
process.on('disconnect', () => process.exit());
process.send!(listening);

async function listen(server: ReturnType<typeof createHttpServer>): Promise<number> {
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

import type { RequestListener } from 'node:http';
import { resolveOptions } from '../../options/resolve-options.js';
import type { MessageQueue } from '../message-queue.js';
import { answeringServer } from './answering-server.fixture.js';
import { AzureQueueService } from './azure-queue-service.js';

export const connect = (connectionString: string): Promise<AzureQueueService> =>
  AzureQueueService.connect(resolveOptions({}, { queueName: 'unused', connectionString }));

/** A queue of a service that answers as told, over a real connection. */
export async function queueThatAnswers(answer: RequestListener): Promise<MessageQueue> {
  const origin = await answeringServer(answer);
  const service = await connect(
    `AccountName=guardians;AccountKey=c2VjcmV0;QueueEndpoint=${origin}/guardians;`,
  );
  return service.getQueue('events');
}

/** Answers a status, with the service's code for it if there is one. */
export const status =
  (statusCode: number, code?: string): RequestListener =>
  (_request, response) => {
    response.writeHead(statusCode, code === undefined ? {} : { 'x-ms-error-code': code }).end();
  };

export const failureOf = (queue: MessageQueue): Promise<unknown> =>
  queue.receive({ maxMessages: 1, lease: 30_000 }).catch((error: unknown) => error);

import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { resolveOptions } from '../../options/resolve-options.js';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { QueueUnavailableError } from '../errors/queue-unavailable.error.js';
import { QueueError } from '../errors/queue.error.js';
import { describeMessageQueue } from '../message-queue.contract.js';
import type { MessageQueue, QueueService } from '../message-queue.js';
import { answeringServer } from './answering-server.fixture.js';
import { AzureQueueService } from './azure-queue-service.js';

const connect = (connectionString: string): Promise<AzureQueueService> =>
  AzureQueueService.connect(resolveOptions({}, { queueName: 'unused', connectionString }));

const azurite = await connect(inject('azurite'));

describeMessageQueue('Azure Storage (Azurite)', () => ({
  service: azurite as QueueService,
  elapse: (milliseconds) => sleep(milliseconds),
}));

/** A queue of a service that answers as told, over a real connection. */
async function queueThatAnswers(answer: RequestListener): Promise<MessageQueue> {
  const origin = await answeringServer(answer);
  const service = await connect(
    `AccountName=guardians;AccountKey=c2VjcmV0;QueueEndpoint=${origin}/guardians;`,
  );
  return service.getQueue('events');
}

const status =
  (statusCode: number, code?: string): RequestListener =>
  (_request, response) => {
    response.writeHead(statusCode, code === undefined ? {} : { 'x-ms-error-code': code }).end();
  };

const failureOf = (queue: MessageQueue): Promise<unknown> =>
  queue.receive({ maxMessages: 1, lease: 30_000 }).catch((error: unknown) => error);

describe('AzureMessageQueue', () => {
  it.each([
    [500, 'InternalError', true],
    [503, 'ServerBusy', false],
    [429, 'TooManyRequests', false],
    [408, 'RequestTimeout', true],
    [409, 'QueueBeingDeleted', true],
  ])('is unavailable when the service answers %i %s', async (statusCode, code, effect) => {
    const queue = await queueThatAnswers(status(statusCode, code));

    const error = await failureOf(queue);

    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error).toMatchObject({ code, mayHaveTakenEffect: effect, queueName: 'events' });
  });

  it.each([
    [401, 'InvalidAuthenticationInfo'],
    [403, 'AuthorizationPermissionMismatch'],
  ])(
    'is refused when the service answers %i %s, and says what is needed',
    async (statusCode, code) => {
      const queue = await queueThatAnswers(status(statusCode, code));

      const error = await failureOf(queue);

      expect(error).toBeInstanceOf(QueueAccessError);
      expect((error as Error).message).toMatch(
        new RegExp(
          `^Queue "events" at http://127\\.0\\.0\\.1:\\d+/guardians/events refused access \\(${code}\\)`,
        ),
      );
    },
  );

  it('fails for good when the service answers anything else', async () => {
    const queue = await queueThatAnswers(status(400, 'InvalidHeaderValue'));

    const error = await failureOf(queue);

    expect(error).toBeInstanceOf(QueueError);
    expect(error).not.toBeInstanceOf(QueueUnavailableError);
    expect(error).toMatchObject({ code: 'InvalidHeaderValue' });
  });

  it('falls back to the status when the service names no code', async () => {
    const queue = await queueThatAnswers(status(418));

    const error = await failureOf(queue);

    expect((error as Error).message).toContain('answered HTTP 418');
  });

  it('asks the service once and leaves it to its caller to ask again', async () => {
    let requests = 0;
    const queue = await queueThatAnswers((request, response) => {
      requests += 1;
      status(500)(request, response);
    });

    await failureOf(queue);

    expect(requests).toBe(1);
  });

  it('tells that a broken connection may have hidden success', async () => {
    const queue = await queueThatAnswers((request) => request.socket.destroy());

    const error = await failureOf(queue);

    expect(error).toMatchObject({ name: 'QueueUnavailableError', mayHaveTakenEffect: true });
  });

  it('tells that a refused connection had no effect, and names the host', async () => {
    const service = await connect(
      'AccountName=guardians;AccountKey=c2VjcmV0;QueueEndpoint=http://127.0.0.1:1/guardians;',
    );

    const error = await failureOf(service.getQueue('events'));

    expect(error).toMatchObject({ code: 'ECONNREFUSED', mayHaveTakenEffect: false });
    expect((error as Error).message).toContain('http://127.0.0.1:1/guardians/events');
  });

  it.each([
    [
      'a key',
      'AccountName=guardians;AccountKey=c2VjcmV0;QueueEndpoint=http://127.0.0.1:1/guardians',
    ],
    [
      'a signature',
      'QueueEndpoint=http://127.0.0.1:1/guardians;SharedAccessSignature=sv=2&sig=c2VjcmV0',
    ],
  ])('lets nothing through to a log that was made from %s', async (_secret, connectionString) => {
    const service = await connect(connectionString);

    const error = await failureOf(service.getQueue('events'));

    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(
      /c2VjcmV0|SharedKey|sig=(?!\[)/,
    );
  });

  it('gives a renewal up when it is told to', async () => {
    const queue = await queueThatAnswers(() => {});
    const tooLate = new AbortController();

    const renewal = queue.renew({ id: randomUUID(), popReceipt: 'r' }, 30_000, {
      signal: tooLate.signal,
    });
    tooLate.abort();

    await expect(renewal).rejects.toMatchObject({ name: 'QueueUnavailableError' });
  });
});

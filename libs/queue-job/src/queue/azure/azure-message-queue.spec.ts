import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { QueueUnavailableError } from '../errors/queue-unavailable.error.js';
import { QueueError } from '../errors/queue.error.js';
import { describeInspectableQueue } from '../inspectable-queue.contract.js';
import { describeMessageQueue } from '../message-queue.contract.js';
import type { MessageQueue, QueueService } from '../message-queue.js';
import { connect, failureOf, queueThatAnswers, status } from './answering-queue.fixture.js';

const azurite = await connect(inject('azurite'));

describeMessageQueue('Azure Storage (Azurite)', () => ({
  service: azurite as QueueService,
  elapse: (milliseconds) => sleep(milliseconds),
}));

describeInspectableQueue('Azure Storage (Azurite)', () => ({
  service: azurite,
  elapse: (milliseconds) => sleep(milliseconds),
}));

describe('AzureMessageQueue', () => {
  it.each([
    [500, 'InternalError', true],
    [503, 'ServerBusy', false],
    // Of a gateway, which does not say how far the request got.
    [503, undefined, true],
    [429, 'TooManyRequests', false],
    [408, 'RequestTimeout', true],
    [409, 'QueueBeingDeleted', false],
  ])('is unavailable when the service answers %i %s', async (statusCode, code, effect) => {
    const queue = await queueThatAnswers(status(statusCode, code));

    const error = await failureOf(queue);

    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error).toMatchObject({
      code: code ?? `HTTP ${statusCode}`,
      mayHaveTakenEffect: effect,
      queueName: 'events',
    });
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
    expect((error as Error).message).toContain('was reached, but the connection broke');
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
    await expect(renewal).rejects.toThrow('gave no answer in time');
  });

  it.each([
    ['receive()', failureOf],
    ['send()', (queue: MessageQueue) => queue.send('a').catch((error: unknown) => error)],
  ])('says that a queue is missing and may not be created, when %s finds so', async (_, call) => {
    const queue = await queueThatAnswers((request, response) => {
      const isCreation = request.method === 'PUT';
      const answer = isCreation
        ? status(403, 'AuthorizationFailure')
        : status(404, 'QueueNotFound');
      answer(request, response);
    });

    const error = await call(queue);

    expect(error).toBeInstanceOf(QueueAccessError);
    expect((error as Error).message).toMatch(
      /^Queue "events" at .* does not exist, and creating it was refused \(AuthorizationFailure\)/,
    );
  });
});

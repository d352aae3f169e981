import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { QueueUnavailableError } from '../errors/queue-unavailable.error.js';
import type { MessageQueue } from '../message-queue.js';
import { failureOf, queueThatAnswers } from './answering-queue.fixture.js';

const MESSAGE = { id: 'id', popReceipt: 'receipt' };

/** The calls, and with which status the service says that each was carried out. */
const CALLS: readonly (readonly [string, number, (queue: MessageQueue) => Promise<unknown>])[] = [
  ['receive()', 200, (queue) => queue.receive({ maxMessages: 1, lease: 30_000 })],
  ['renew()', 204, (queue) => queue.renew(MESSAGE, 30_000)],
  ['release()', 204, (queue) => queue.release(MESSAGE, 0)],
  ['complete()', 204, (queue) => queue.complete(MESSAGE)],
  ['send()', 201, (queue) => queue.send('a')],
];

const answering =
  (statusCode: number, headers: Readonly<Record<string, string>>, body = ''): RequestListener =>
  (_request, response) => {
    response.writeHead(statusCode, headers).end(body);
  };

/** Answers a receive as the service does. */
const list = (body: string): RequestListener =>
  answering(200, { 'content-type': 'application/xml', 'x-ms-request-id': '1' }, body);

const ONE_MESSAGE =
  '<?xml version="1.0"?><QueueMessagesList><QueueMessage><MessageId>1</MessageId>' +
  '<PopReceipt>r</PopReceipt><DequeueCount>1</DequeueCount><MessageText>event</MessageText>' +
  '</QueueMessage></QueueMessagesList>';

describe('AzureMessageQueue takes what somebody in between answers for no answer', () => {
  describe.each(CALLS)('to %s', (_name, done, call) => {
    it.each([
      ['a page', answering(200, { 'content-type': 'text/html' }, '<html>Sign in</html>')],
      ['a redirection', answering(302, { location: '/sign-in' })],
      ['that it was done', answering(done, {})],
      ['that there is no such page', answering(404, { 'content-type': 'text/html' }, '<html>')],
      ['what is no HTTP', (request) => request.socket.end('220 Ready for mail\r\n\r\n')],
    ] as [string, RequestListener][])('when it is %s', async (_what, answer) => {
      const queue = await queueThatAnswers(answer);

      const error = await call(queue).catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(QueueUnavailableError);
      expect(error).toMatchObject({ mayHaveTakenEffect: true });
      expect((error as Error).message).toMatch(
        /^Queue "events" at .*\/guardians\/events answered .*, which is not an answer of Azure Storage/,
      );
    });
  });

  it.each([
    ['ends in a tag', '<QueueMessagesList><Queue'],
    ['ends in a text', ONE_MESSAGE.slice(0, ONE_MESSAGE.indexOf('nt</MessageText>'))],
    ['ends between messages', '<?xml version="1.0"?><QueueMessagesList>'],
    ['is none', 'Service unavailable'],
  ])('when it is a list that %s', async (_where, body) => {
    const error = await failureOf(await queueThatAnswers(list(body)));

    expect(error).toBeInstanceOf(QueueUnavailableError);
    expect(error).toMatchObject({ mayHaveTakenEffect: true });
    expect((error as Error).message).toContain('is not an answer of Azure Storage');
  });

  it.each([
    ['with a message', ONE_MESSAGE, [{ id: '1', text: 'event' }]],
    ['with a message and a line break', `${ONE_MESSAGE}\r\n`, [{ id: '1', text: 'event' }]],
    ['that is empty', '<?xml version="1.0"?><QueueMessagesList />', []],
    ['that is empty, in two tags', '<QueueMessagesList></QueueMessagesList>', []],
  ])('but not a whole list %s', async (_which, body, messages) => {
    const queue = await queueThatAnswers(list(body));

    const received = await queue.receive({ maxMessages: 1, lease: 30_000 });

    expect(received).toMatchObject(messages);
  });
});

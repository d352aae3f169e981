import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastQueue } from './fast-queue.ts';

const INSERTED = new Date().toUTCString();
const EXPIRES = new Date(Date.now() + 7 * 86_400_000).toUTCString();
const XML = { 'content-type': 'application/xml' };

/**
 * Answers as the queue service of Azure Storage does, in as much as a consumer notices: receive, delete, update. Signatures
 * and tokens are not looked at.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api
 */
export function answerAzure(
  queue: FastQueue,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('x-ms-request-id', 'bench').setHeader('x-ms-version', '2026-04-06');
  const id = /\/messages\/([^?]+)/.exec(url)?.[1];
  if (method === 'GET' && /\/messages\?/.test(url)) {
    const most = Number(/[?&]numofmessages=(\d+)/.exec(url)?.[1] ?? 1);
    const messages = queue.receive(most).map((one) => messageXml(one, queue));
    response
      .writeHead(200, XML)
      .end(
        `<?xml version="1.0" encoding="utf-8"?><QueueMessagesList>${messages.join('')}</QueueMessagesList>`,
      );
  } else if (method === 'DELETE' && id !== undefined) {
    if (queue.delete(id)) response.writeHead(204).end();
    else answerMissing(response);
  } else if (method === 'PUT' && id !== undefined) {
    if (!queue.update(id)) return answerMissing(response);
    const receipt = { 'x-ms-popreceipt': 'receipt', 'x-ms-time-next-visible': EXPIRES };
    response.writeHead(204, receipt).end();
  } else {
    queue.other();
    response.writeHead(501).end();
  }
}

function messageXml(id: string, { body }: FastQueue): string {
  return (
    `<QueueMessage><MessageId>${id}</MessageId><InsertionTime>${INSERTED}</InsertionTime>` +
    `<ExpirationTime>${EXPIRES}</ExpirationTime><PopReceipt>receipt</PopReceipt>` +
    `<TimeNextVisible>${EXPIRES}</TimeNextVisible><DequeueCount>1</DequeueCount>` +
    `<MessageText>${Buffer.from(body).toString('base64')}</MessageText></QueueMessage>`
  );
}

function answerMissing(response: ServerResponse): void {
  const code = 'MessageNotFound';
  response
    .writeHead(404, { ...XML, 'x-ms-error-code': code })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>Gone.</Message></Error>`);
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { FastQueue } from './fast-queue.ts';

/**
 * Answers as Amazon SQS does in its JSON protocol, in as much as a consumer notices: receive and delete.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
export async function answerSqs(
  queue: FastQueue,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const input = (await json(request)) as Readonly<Record<string, unknown>>;
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  switch (request.headers['x-amz-target']) {
    case 'AmazonSQS.ReceiveMessage': {
      const ids = queue.receive(Number(input['MaxNumberOfMessages'] ?? 1));
      response.end(JSON.stringify({ Messages: ids.map((id) => message(id, queue.body)) }));
      return;
    }
    case 'AmazonSQS.DeleteMessage':
      queue.delete(String(input['ReceiptHandle']));
      response.end('{}');
      return;
    default:
      queue.other();
      response.writeHead(400).end('{}');
  }
}

function message(id: string, body: string): object {
  const md5 = createHash('md5').update(body).digest('hex');
  return { MessageId: id, ReceiptHandle: id, MD5OfBody: md5, Body: body };
}

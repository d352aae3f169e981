import type { IncomingMessage } from 'node:http';

/** What a request asks of the queue service, by the names of its operations. */
export type Operation = 'receive' | 'update' | 'delete' | 'send' | 'create' | 'other';

/** A request to the queue service, as it is seen on the wire. */
export interface StorageRequest {
  readonly operation: Operation;
  readonly queueName: string;
  /** In seconds, where the request has one: how long the message is to stay invisible. */
  readonly visibilityTimeout: number | undefined;
  /** Whether it brings a text, as a message that is sent does, or one that is rewritten. */
  readonly hasText: boolean;
}

/** @see https://learn.microsoft.com/rest/api/storageservices/operations-on-messages */
export function readRequest({ method = '', url = '', headers }: IncomingMessage): StorageRequest {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  // As emulators have it, the account comes first: /account/queue/messages/id
  const [, , queueName = '', messages, id] = pathname.split('/');
  const visibilityTimeout = searchParams.get('visibilitytimeout');
  return {
    operation: operationOf(method, messages !== undefined, id !== undefined, searchParams),
    queueName,
    visibilityTimeout: visibilityTimeout === null ? undefined : Number(visibilityTimeout),
    hasText: Number(headers['content-length'] ?? 0) > 0,
  };
}

function operationOf(
  method: string,
  isOfMessages: boolean,
  isOfOneMessage: boolean,
  query: URLSearchParams,
): Operation {
  if (!isOfMessages) return method === 'PUT' && !query.has('comp') ? 'create' : 'other';
  if (isOfOneMessage) return method === 'PUT' ? 'update' : 'delete';
  if (method === 'POST') return 'send';
  return method === 'GET' && !query.has('peekonly') ? 'receive' : 'other';
}

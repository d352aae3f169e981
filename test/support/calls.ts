import type { Which } from './wire/fault-proxy.ts';

// The calls of a delivery, as they are seen on the wire.

const isPoisonQueue = (queueName: string) => queueName.endsWith('-poisen');

export const RECEIVE: Which = ({ operation }) => operation === 'receive';

export const RENEWAL: Which = ({ operation, visibilityTimeout }) =>
  operation === 'update' && visibilityTimeout !== 0;

export const RELEASE: Which = ({ operation, visibilityTimeout }) =>
  operation === 'update' && visibilityTimeout === 0;

export const DELETION: Which = ({ operation }) => operation === 'delete';

export const CREATION_OF_POISON_QUEUE: Which = ({ operation, queueName }) =>
  operation === 'create' && isPoisonQueue(queueName);

export const POISON_COPY: Which = ({ operation, queueName }) =>
  operation === 'send' && isPoisonQueue(queueName);

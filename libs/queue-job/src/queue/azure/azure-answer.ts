import type { QueuePeekMessagesResponse, QueueReceiveMessageResponse } from '@azure/storage-queue';

/** How a list of messages ends. */
const END_OF_LIST = /<(?:\/QueueMessagesList|QueueMessagesList\s*\/)>\s*$/;

/** Thrown when something in between has answered, or changed an answer, and the SDK takes it for the service's. Its text says how. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';
}

/**
 * Returns what is an answer of the service, which numbers all of its answers. To the SDK the page of a gateway is an empty queue,
 * or a message safely sent.
 *
 * @throws ForeignAnswer
 */
export function ofService<T extends { readonly requestId?: string }>(answer: T): T {
  if (answer.requestId === undefined) throw new ForeignAnswer('without a request id');
  return answer;
}

/**
 * Returns a list that came whole. To the SDK one that was cut short is a shorter one, or ends with a message without a text.
 *
 * @throws ForeignAnswer
 */
export function whole<T extends QueueReceiveMessageResponse | QueuePeekMessagesResponse>(
  answer: T,
): T {
  const { bodyAsText } = ofService(answer)._response;
  if (!END_OF_LIST.test(bodyAsText)) throw new ForeignAnswer('a list of messages without an end');
  return answer;
}

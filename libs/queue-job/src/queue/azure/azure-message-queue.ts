import type { QueueClient } from '@azure/storage-queue';
import { LeaseLostError } from '../errors/lease-lost.error.js';
import { MessageTooLargeError } from '../errors/message-too-large.error.js';
import type {
  MessageHandle,
  MessageQueue,
  ReceivedMessage,
  ReceiveOptions,
  SendOptions,
} from '../message-queue.js';
import { leaseLost, tooLarge } from '../queue.messages.js';
import { codeOf, isLeaseLost, isQueueMissing, isTooLarge, toQueueError } from './azure-error.js';
import { safeCause } from './safe-cause.js';

/** How long a call may take; without a bound of ours, the SDK waits for an answer for ever. */
const CALL_TIMEOUT = 10_000;

/** The service's way of saying that a message never expires. */
const NEVER = -1;

/** One queue of Azure Storage. */
export class AzureMessageQueue implements MessageQueue {
  readonly name: string;
  readonly #client: QueueClient;
  readonly #where: string;

  /** @param name given, because the client takes a part of its address for it, and not always the right one */
  constructor(name: string, client: QueueClient) {
    this.name = name;
    this.#client = client;
    // Without its query, which carries the signature of a shared access signature.
    const { origin, pathname } = new URL(client.url);
    this.#where = `Queue "${name}" at ${origin}${pathname}`;
  }

  receive({ maxMessages, lease }: ReceiveOptions): Promise<ReceivedMessage[]> {
    return this.#call(async (abortSignal) => {
      const receive = {
        numberOfMessages: maxMessages,
        visibilityTimeout: seconds(lease),
        abortSignal,
      };
      try {
        const { receivedMessageItems } = await this.#client.receiveMessages(receive);
        return receivedMessageItems.map(({ messageId, messageText, ...item }) => ({
          id: messageId,
          text: messageText,
          popReceipt: item.popReceipt,
          dequeueCount: item.dequeueCount,
          insertedOn: item.insertedOn,
          expiresOn: item.expiresOn,
        }));
      } catch (error) {
        if (!isQueueMissing(error)) throw error;
        await this.#client.createIfNotExists({ abortSignal });
        return [];
      }
    });
  }

  async renew(message: MessageHandle, lease: number, signal?: AbortSignal): Promise<MessageHandle> {
    return this.#callUnderLease(
      message,
      async (abortSignal) => ({
        id: message.id,
        popReceipt: await this.#update(message, lease, abortSignal),
      }),
      signal,
    );
  }

  async release(message: MessageHandle, delay: number): Promise<void> {
    await this.#callUnderLease(message, (abortSignal) => this.#update(message, delay, abortSignal));
  }

  async complete({ id, popReceipt }: MessageHandle): Promise<void> {
    await this.#callUnderLease({ id, popReceipt }, (abortSignal) =>
      this.#client.deleteMessage(id, popReceipt, { abortSignal }),
    );
  }

  async send(text: string, { delay = 0, timeToLive }: SendOptions = {}): Promise<void> {
    await this.#call(async (abortSignal) => {
      const messageTimeToLive = timeToLive === undefined ? NEVER : seconds(timeToLive);
      const send = { visibilityTimeout: seconds(delay), messageTimeToLive, abortSignal };
      try {
        await this.#client.sendMessage(text, send);
      } catch (error) {
        if (isTooLarge(error)) {
          const context = { queueName: this.name, code: codeOf(error), cause: safeCause(error) };
          throw new MessageTooLargeError(tooLarge(this.name, Buffer.byteLength(text)), context);
        }
        if (!isQueueMissing(error)) throw error;
        await this.#client.createIfNotExists({ abortSignal });
        await this.#client.sendMessage(text, send);
      }
    });
  }

  async #update(
    { id, popReceipt }: MessageHandle,
    visible: number,
    abortSignal: AbortSignal,
  ): Promise<string> {
    // Without a text, the service keeps the one it has.
    const answer = await this.#client.updateMessage(id, popReceipt, undefined, seconds(visible), {
      abortSignal,
    });
    return answer.popReceipt!;
  }

  #callUnderLease<T>(
    { id }: MessageHandle,
    call: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.#call(async (abortSignal) => {
      try {
        return await call(abortSignal);
      } catch (error) {
        if (!isLeaseLost(error)) throw error;
        const code = codeOf(error);
        throw new LeaseLostError(leaseLost(this.name, id, code), {
          queueName: this.name,
          code,
          cause: safeCause(error),
        });
      }
    }, signal);
  }

  async #call<T>(call: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const timeout = AbortSignal.timeout(CALL_TIMEOUT);
    try {
      return await call(signal === undefined ? timeout : AbortSignal.any([timeout, signal]));
    } catch (error) {
      if (error instanceof LeaseLostError || error instanceof MessageTooLargeError) throw error;
      throw toQueueError(error, {
        queueName: this.name,
        where: this.#where,
        timeout: CALL_TIMEOUT,
      });
    }
  }
}

/** The service counts in whole seconds; a lease or delay is never cut short. */
function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

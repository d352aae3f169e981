import type { QueueClient } from '@azure/storage-queue';
import { LeaseLostError } from '../errors/lease-lost.error.js';
import { MessageTooLargeError } from '../errors/message-too-large.error.js';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { QueueError } from '../errors/queue.error.js';
import type { InspectableQueue, PeekedMessage, QueueProperties } from '../inspectable-queue.js';
import type {
  MessageHandle,
  ReceivedMessage,
  ReceiveOptions,
  RenewOptions,
  SendOptions,
  SentMessage,
} from '../message-queue.js';
import { creationRefused, leaseLost, tooLarge } from '../queue.messages.js';
import { ofService, whole } from './azure-answer.js';
import { addressOf, CALL_TIMEOUT } from './azure-call.js';
import {
  codeOf,
  isLeaseLost,
  isQueueMissing,
  isRefused,
  isTooLarge,
  toQueueError,
} from './azure-error.js';
import { CallLimit } from './call-limit.js';
import { safeCause } from './safe-cause.js';

/** The service's way of saying that a message never expires. */
const NEVER = -1;

/** What a call is about, which decides what its faults mean. */
interface About {
  readonly message?: MessageHandle;
  readonly text?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One queue of Azure Storage. */
export class AzureMessageQueue implements InspectableQueue {
  readonly name: string;
  readonly address: string;
  readonly #client: QueueClient;
  readonly #where: string;

  /** @param name given, because the client takes a part of its address for it, and not always the right one */
  constructor(name: string, client: QueueClient) {
    this.name = name;
    this.#client = client;
    this.address = addressOf(client.url);
    this.#where = `Queue "${name}" at ${this.address}`;
  }

  receive({ maxMessages, lease }: ReceiveOptions): Promise<ReceivedMessage[]> {
    return this.#call(async (abortSignal) => {
      const receive = {
        numberOfMessages: maxMessages,
        visibilityTimeout: seconds(lease),
        abortSignal,
      };
      try {
        const { receivedMessageItems } = whole(await this.#client.receiveMessages(receive));
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
        await this.#create(abortSignal);
        return [];
      }
    });
  }

  async renew(
    message: MessageHandle,
    lease: number,
    { text, signal }: RenewOptions = {},
  ): Promise<MessageHandle> {
    const update = (abortSignal: AbortSignal) => this.#update(message, lease, text, abortSignal);
    const popReceipt = await this.#call(update, { message, text, signal });
    return { id: message.id, popReceipt };
  }

  async release(message: MessageHandle, delay: number): Promise<void> {
    const update = (abortSignal: AbortSignal) =>
      this.#update(message, delay, undefined, abortSignal);
    await this.#call(update, { message });
  }

  complete(message: MessageHandle): Promise<void> {
    const { id, popReceipt } = message;
    const deletion = async (abortSignal: AbortSignal) => {
      ofService(await this.#client.deleteMessage(id, popReceipt, { abortSignal }));
    };
    return this.#call(deletion, { message });
  }

  send(text: string, { delay = 0, timeToLive }: SendOptions = {}): Promise<SentMessage> {
    const messageTimeToLive = timeToLive === undefined ? NEVER : seconds(timeToLive);
    const options = { visibilityTimeout: seconds(delay), messageTimeToLive };
    return this.#call(
      async (abortSignal) => {
        const send = async (): Promise<SentMessage> => {
          const answer = await this.#client.sendMessage(text, { ...options, abortSignal });
          const { messageId: id, insertedOn, expiresOn } = ofService(answer);
          return { id, insertedOn, expiresOn };
        };
        try {
          return await send();
        } catch (error) {
          if (!isQueueMissing(error)) throw error;
          await this.#create(abortSignal);
          return send();
        }
      },
      { text },
    );
  }

  async peek(maxMessages: number): Promise<PeekedMessage[]> {
    const peeked = await this.#ifThere(async (abortSignal) => {
      const peek = { numberOfMessages: maxMessages, abortSignal };
      const { peekedMessageItems } = whole(await this.#client.peekMessages(peek));
      return peekedMessageItems.map(({ messageId, messageText, ...item }) => ({
        id: messageId,
        text: messageText,
        dequeueCount: item.dequeueCount,
        insertedOn: item.insertedOn,
        expiresOn: item.expiresOn,
      }));
    });
    return peeked ?? [];
  }

  properties(): Promise<QueueProperties | undefined> {
    return this.#ifThere(async (abortSignal) => {
      const answer = ofService(await this.#client.getProperties({ abortSignal }));
      return {
        approximateCount: answer.approximateMessagesCount ?? 0,
        serverTime: answer.date ?? new Date(),
      };
    });
  }

  /** Makes a call that finds nothing in a queue that is missing. */
  #ifThere<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.#call(async (abortSignal) => {
      try {
        return await call(abortSignal);
      } catch (error) {
        if (isQueueMissing(error)) return undefined;
        throw error;
      }
    });
  }

  /** Without a text, the service keeps the one it has. */
  async #update(
    { id, popReceipt }: MessageHandle,
    visible: number,
    text: string | undefined,
    abortSignal: AbortSignal,
  ): Promise<string> {
    const options = { abortSignal };
    const answer = await this.#client.updateMessage(
      id,
      popReceipt,
      text,
      seconds(visible),
      options,
    );
    return ofService(answer).popReceipt!;
  }

  async #create(abortSignal: AbortSignal): Promise<void> {
    try {
      ofService(await this.#client.createIfNotExists({ abortSignal }));
    } catch (error) {
      if (!isRefused(error)) throw error;
      const code = codeOf(error);
      const context = { queueName: this.name, code, cause: safeCause(error) };
      throw new QueueAccessError(creationRefused(this.#where, code), context);
    }
  }

  /** Bounds a call in time and makes its faults ours. */
  async #call<T>(call: (signal: AbortSignal) => Promise<T>, about: About = {}): Promise<T> {
    const limit = new CallLimit(about.signal);
    try {
      return await call(limit.signal);
    } catch (error) {
      const timeout = limit.isOver ? CALL_TIMEOUT : undefined;
      throw error instanceof QueueError ? error : this.#faultOf(error, about, timeout);
    } finally {
      limit.end();
    }
  }

  /** A fault of a lease when the call was about a message, of size when about a text. */
  #faultOf(error: unknown, { message, text }: About, timeout: number | undefined): QueueError {
    const { name: queueName } = this;
    const code = codeOf(error);
    const context = { queueName, code, cause: safeCause(error) };
    if (message !== undefined && isLeaseLost(error)) {
      return new LeaseLostError(leaseLost(queueName, message.id, code), context);
    }
    if (text !== undefined && isTooLarge(error)) {
      return new MessageTooLargeError(tooLarge(queueName, Buffer.byteLength(text)), context);
    }
    return toQueueError(error, { queueName, where: this.#where, timeout });
  }
}

/** The service counts in whole seconds; a lease or delay is never cut short. */
function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

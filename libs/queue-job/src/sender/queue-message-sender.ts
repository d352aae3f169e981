import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.js';
import { SystemClock } from '../clock/system-clock.js';
import { encodeBody, toUtf8 } from '../message/message-encoding.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { isQueueName, NAME_RULE } from '../options/rules.js';
import { MessageTooLargeError } from '../queue/errors/message-too-large.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import {
  MAX_BYTES,
  type MessageQueue,
  type QueueService,
  type SentMessage,
} from '../queue/message-queue.js';
import { loadOpenTelemetry } from '../telemetry/open-telemetry.js';
import { UnsendableMessageError } from './errors/unsendable-message.error.js';
import type { EventOptions } from './event-options.js';
import { plainJson } from './plain-json.js';
import { toSendOptions, type SendMessageOptions } from './send-options.js';
import { messageTooLarge, notAQueue, notText } from './sender.messages.js';
import { writeEvent, type EventSettings } from './write-event.js';

/** How an event is sent, and what it says of itself besides its type and its data. */
export interface SendEventOptions extends SendMessageOptions, EventOptions {}

/** The settings a sender works by. */
export type SenderSettings = EventSettings & Pick<QueueJobOptions, 'queueName' | 'messageEncoding'>;

/** The types that may be sent: those of `Events`, or any where it names none. */
export type EventType<Events> = [keyof Events] extends [never] ? string : keyof Events & string;

/** The data of an event of a type. */
export type EventData<Events, Type> = Type extends keyof Events ? Events[Type] : unknown;

/** In milliseconds: as patient as receiving is. */
const PAUSES = [250, 750, 1_500] as const;

/**
 * Sends what a job receives: an executor for that type gets it with the same data. `QueueSenderModule` provides it in a service,
 * `QueueJobModule` in a job.
 *
 * Every call rejects with an `UnsendableMessageError` or a `MessageTooLargeError` before anything is sent, or with a `QueueError` when
 * storage refuses or is out of reach. Only a `QueueUnavailableError` with `mayHaveTakenEffect` leaves open whether the message was sent.
 *
 * @typeParam Events the events that may be sent, data by type: `{ 'guardian.created': GuardianCreated }`
 * @example
 * await sender.send('guardian.created', { name: 'Groot' }, { delay: '10m' });
 */
export class QueueMessageSender<Events extends object = Record<string, unknown>> {
  readonly #queues: QueueService;
  readonly #settings: SenderSettings;
  readonly #clock: Clock;
  readonly #queue: MessageQueue;

  constructor(queues: QueueService, settings: SenderSettings, clock: Clock = new SystemClock()) {
    this.#queues = queues;
    this.#settings = settings;
    this.#clock = clock;
    this.#queue = queues.getQueue(settings.queueName);
  }

  /** The queue it sends to. */
  get queueName(): string {
    return this.#queue.name;
  }

  /**
   * A sender to another queue of the same storage account, with the same settings.
   *
   * @throws UnsendableMessageError when Azure allows no queue of that name
   */
  to<Others extends object = Events>(queueName: string): QueueMessageSender<Others> {
    if (!isQueueName(queueName)) {
      throw new UnsendableMessageError(notAQueue(queueName, NAME_RULE));
    }
    return new QueueMessageSender(this.#queues, { ...this.#settings, queueName }, this.#clock);
  }

  /**
   * Sends an event. The queue is created when it is missing.
   *
   * @param data what the executor gets as the message's body, as JSON can say it; or bytes
   */
  async send<Type extends EventType<Events>>(
    type: Type,
    data: EventData<Events, Type>,
    { delay, timeToLive, atLeastOnce, ...options }: SendEventOptions = {},
  ): Promise<SentMessage> {
    // So that the event can carry the span in which it is sent: a service has no run that would have loaded it.
    await loadOpenTelemetry();
    const event = { type, data, options, id: randomUUID(), now: this.#clock.date() };
    const body = writeEvent(event, this.#settings);
    return this.#send(body, { delay, timeToLive, atLeastOnce });
  }

  /**
   * Sends a body without an envelope: bytes as they are, a text or a JSON value such that it is received as the same. To send a text
   * exactly as it is, although it is JSON, say, send its bytes: `Buffer.from(text)`.
   */
  async sendBody(body: unknown, options: SendMessageOptions = {}): Promise<SentMessage> {
    return this.#send(body instanceof Uint8Array ? body : plainJson(body), options);
  }

  async #send(body: unknown, options: SendMessageOptions): Promise<SentMessage> {
    const text = this.#encode(body);
    const sendOptions = toSendOptions(options);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#queue.send(text, sendOptions);
      } catch (error) {
        const pause = PAUSES[attempt];
        const isRepeatable =
          error instanceof QueueUnavailableError &&
          (!error.mayHaveTakenEffect || options.atLeastOnce === true);
        if (!isRepeatable || pause === undefined) throw error;
        await this.#clock.sleep(pause);
      }
    }
  }

  /** What lies in the queue. Plain text where the receiver does not insist on base64: it leaves more room, and can be read. */
  #encode(body: unknown): string {
    const { messageEncoding } = this.#settings;
    const isBase64 = messageEncoding === 'base64';
    if (body instanceof Uint8Array && !isBase64 && toUtf8(body) === undefined) {
      throw new UnsendableMessageError(notText());
    }
    const text = encodeBody(body, isBase64 ? 'base64' : 'text', messageEncoding);
    const bytes = Buffer.byteLength(text);
    if (bytes <= MAX_BYTES) return text;
    const { queueName } = this;
    const fault = messageTooLarge(queueName, bytes, MAX_BYTES, isBase64);
    throw new MessageTooLargeError(fault, { queueName });
  }
}

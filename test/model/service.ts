import type {
  MessageHandle,
  ReceivedMessage,
  ReceiveOptions,
  SendOptions,
  SentMessage,
} from '../../libs/queue-job/src/queue/message-queue.ts';
import type { DeliveryId, Happening, QueueName } from './history.ts';
import type { Library } from './library.ts';
import { readPaper, writePaper } from './paper.ts';
import type { Timeline } from './timeline.ts';

/** A call as it travels to the service. */
export type Request =
  | { readonly name: 'receive'; readonly options: ReceiveOptions }
  | {
      readonly name: 'renew';
      readonly handle: MessageHandle;
      readonly lease: number;
      readonly text: string | undefined;
    }
  | { readonly name: 'release'; readonly handle: MessageHandle; readonly delay: number }
  | { readonly name: 'complete'; readonly handle: MessageHandle }
  | {
      readonly name: 'send';
      readonly queue: QueueName;
      readonly text: string;
      readonly options: SendOptions;
    };

/** Whose call it is. */
export interface Caller {
  readonly process: number;
  readonly call: number;
}

/** The storage service: two queues in memory, and a record of all that takes effect in them. */
export class Service {
  readonly #queues: Readonly<Record<QueueName, ReturnType<MemoryQueueService['getQueue']>>>;
  readonly #timeline: Timeline;
  readonly #record: (happening: Happening) => void;
  /** The number of a message by its id. */
  readonly #numbers = new Map<string, number>();
  /** Which delivery a receipt stands for. */
  readonly #deliveries = new Map<string, DeliveryId>();

  constructor(library: Library, timeline: Timeline, record: (happening: Happening) => void) {
    const now = () => timeline.now;
    const service = new library.MemoryQueueService({
      now,
      date: () => new Date(now()),
      schedule: waitForNothing,
      sleep: waitForNothing,
    });
    this.#queues = { queue: service.getQueue('queue'), poison: service.getQueue('poison') };
    this.#timeline = timeline;
    this.#record = record;
  }

  /** When a message will be visible next, by the service's clock; `undefined` when the queue is empty. */
  get nextVisible(): number | undefined {
    const times = this.#queues.queue.messages.map(({ visibleOn }) => visibleOn);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Sends a message for the first time. */
  send(origin: number): void {
    void this.#queues.queue.send(writePaper({ origin, progress: 0 }));
    this.#record({ kind: 'sent', message: this.#numberNewest('queue') });
  }

  /** Records what lies in the queues. */
  count(): void {
    for (const queue of ['queue', 'poison'] as const) {
      for (const { id, text } of this.#queues[queue].messages) {
        const message = this.#numbers.get(id) ?? readPaper(text).from!.message;
        this.#record({ kind: 'remains', message, queue });
      }
    }
  }

  numberOf(messageId: string): number {
    return this.#numbers.get(messageId)!;
  }

  /** The delivery a request is about, if it is about one. */
  deliveryOf(request: Request): DeliveryId | undefined {
    if (request.name === 'receive') return undefined;
    return request.name === 'send'
      ? readPaper(request.text).from
      : this.#deliveries.get(request.handle.popReceipt);
  }

  /** @throws what the queue does: LeaseLostError when the receipt is stale */
  async carryOut(request: Request, caller: Caller): Promise<unknown> {
    const { queue } = this.#queues;
    switch (request.name) {
      case 'receive': {
        const messages = await queue.receive(request.options);
        return messages.map((message) => this.#hand(message, request.options.lease, caller));
      }
      case 'renew':
        return this.#renew(request, caller);
      case 'release':
        await queue.release(request.handle, request.delay);
        this.#record({ kind: 'released', ...caller, ...this.deliveryOf(request)! });
        return undefined;
      case 'complete':
        await queue.complete(request.handle);
        this.#record({ kind: 'completed', ...caller, ...this.deliveryOf(request)! });
        return undefined;
      case 'send':
        return this.#copy(request, caller);
    }
  }

  /** Writes upon a message which delivery it is, so that a copy of it tells. */
  #hand(message: ReceivedMessage, lease: number, caller: Caller): ReceivedMessage {
    const from = { message: this.#numbers.get(message.id)!, delivery: message.dequeueCount };
    const paper = { ...readPaper(message.text), from };
    this.#deliveries.set(message.popReceipt, from);
    const leaseEndsAt = this.#timeline.now + lease;
    const { progress } = paper;
    this.#record({ kind: 'received', ...caller, ...from, leaseEndsAt, progress });
    return { ...message, text: writePaper(paper) };
  }

  async #renew(
    { handle, lease, text }: Extract<Request, { name: 'renew' }>,
    caller: Caller,
  ): Promise<MessageHandle> {
    const { queue } = this.#queues;
    const delivery = this.#deliveries.get(handle.popReceipt)!;
    const renewed = await queue.renew(handle, lease, text === undefined ? {} : { text });
    this.#deliveries.set(renewed.popReceipt, delivery);
    const stored = queue.messages.find(({ id }) => id === handle.id)!;
    const { progress } = readPaper(stored.text);
    const leaseEndsAt = this.#timeline.now + lease;
    this.#record({ kind: 'renewed', ...caller, ...delivery, leaseEndsAt, progress });
    return renewed;
  }

  async #copy(
    { queue, text, options }: Extract<Request, { name: 'send' }>,
    caller: Caller,
  ): Promise<SentMessage> {
    const sent = await this.#queues[queue].send(text, options);
    const { from, progress } = readPaper(text);
    const facts = { ...caller, ...from!, progress };
    if (queue === 'poison') this.#record({ kind: 'poison copy', ...facts });
    else this.#record({ kind: 'requeue copy', ...facts, copy: this.#numberNewest('queue') });
    return sent;
  }

  #numberNewest(queue: QueueName): number {
    const number = this.#numbers.size + 1;
    this.#numbers.set(this.#queues[queue].messages.at(-1)!.id, number);
    return number;
  }
}

type MemoryQueueService = InstanceType<Library['MemoryQueueService']>;

/** The service only asks its clock for the time. */
const waitForNothing = (): never => {
  throw new Error('The service waits for nothing.');
};

import type {
  MessageHandle,
  MessageQueue,
  ReceivedMessage,
  ReceiveOptions,
  RenewOptions,
  SendOptions,
  SentMessage,
} from '../../libs/queue-job/src/queue/message-queue.ts';
import type { Answer, QueueName } from './history.ts';
import type { Library } from './library.ts';
import type { CallPlan } from './plan.ts';
import type { Process } from './process.ts';
import type { Caller, Request, Service } from './service.ts';
import type { Timeline } from './timeline.ts';

export interface WireOptions {
  readonly library: Library;
  readonly timeline: Timeline;
  readonly service: Service;
  readonly process: Process;
  /** After how long a call is given up, in milliseconds. */
  readonly callBound: number;
  /** The number of the next call. */
  readonly nextNumber: () => number;
}

/** The way of a process to a queue: a request travels, takes effect, and its answer travels back, as far as all goes well. */
export class Wire implements MessageQueue {
  readonly name: string;
  readonly #queue: QueueName;
  readonly #with: WireOptions;

  constructor(queue: QueueName, options: WireOptions) {
    this.name = queue;
    this.#queue = queue;
    this.#with = options;
  }

  receive(options: ReceiveOptions): Promise<ReceivedMessage[]> {
    return this.#call({ name: 'receive', options });
  }

  renew(
    handle: MessageHandle,
    lease: number,
    { text, signal }: RenewOptions = {},
  ): Promise<MessageHandle> {
    return this.#call({ name: 'renew', handle, lease, text }, signal);
  }

  release(handle: MessageHandle, delay: number): Promise<void> {
    return this.#call({ name: 'release', handle, delay });
  }

  complete(handle: MessageHandle): Promise<void> {
    return this.#call({ name: 'complete', handle });
  }

  send(text: string, options: SendOptions = {}): Promise<SentMessage> {
    return this.#call({ name: 'send', queue: this.#queue, text, options });
  }

  #call<T>(request: Request, signal?: AbortSignal): Promise<T> {
    const { process, service, callBound, nextNumber } = this.#with;
    const plan = process.nextCall();
    const caller = { process: process.number, call: nextNumber() };
    const { name } = request;
    process.tell({
      kind: 'asked',
      ...caller,
      name,
      ...service.deliveryOf(request),
      fault: plan.fault,
    });

    return new Promise((resolve, reject) => {
      const end = (answer: Answer, settle: () => void): void => {
        if (!process.hasEnded(caller.call)) return;
        cancelTimeout();
        process.tell({ kind: 'answered', ...caller, answer });
        settle();
      };
      const fail = (answer: FaultyAnswer): void => end(answer, () => reject(this.#fault(answer)));
      const cancelTimeout = process.clock.schedule(callBound, () => fail('uncertain'));
      signal?.addEventListener('abort', () => fail('uncertain'));

      const answers: Answers = {
        value: (value) => end('ok', () => resolve(value as T)),
        stale: (error) => end('stale', () => reject(error)),
        fail,
      };
      process.go(() => this.#travel(request, plan, caller, answers));
      process.waitsFor(caller.call, name);
    });
  }

  #travel(
    request: Request,
    { there, back, fault }: CallPlan,
    caller: Caller,
    answers: Answers,
  ): void {
    const { timeline, service, process } = this.#with;
    const { name } = request;
    const answer = (step: () => void): void => {
      if (back !== Infinity) timeline.after(back, `answer to ${name}`, () => process.go(step));
    };
    timeline.after(there, name, () => {
      switch (fault) {
        case 'unreachable':
        case 'busy':
          return answer(() => answers.fail('refused'));
        case 'forbidden':
          return answer(() => answers.fail('forbidden'));
        case 'request-lost':
          return answer(() => answers.fail('uncertain'));
        case 'answer-lost':
        case 'none':
          service.carryOut(request, caller).then(
            (value) =>
              answer(() => (fault === 'none' ? answers.value(value) : answers.fail('uncertain'))),
            (error: Error) => answer(() => answers.stale(error)),
          );
      }
    });
  }

  #fault(answer: FaultyAnswer): Error {
    const { QueueAccessError, QueueUnavailableError } = this.#with.library;
    const { name: queueName } = this;
    return answer === 'forbidden'
      ? new QueueAccessError('Access refused.', { queueName })
      : new QueueUnavailableError('No answer.', {
          queueName,
          mayHaveTakenEffect: answer === 'uncertain',
        });
  }
}

type FaultyAnswer = Extract<Answer, 'refused' | 'uncertain' | 'forbidden'>;

/** What may come back. */
interface Answers {
  readonly value: (value: unknown) => void;
  readonly stale: (error: Error) => void;
  readonly fail: (answer: FaultyAnswer) => void;
}

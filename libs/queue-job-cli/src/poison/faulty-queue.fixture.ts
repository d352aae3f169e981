import {
  QueueUnavailableError,
  type InspectableQueue,
  type MessageHandle,
} from 'nestjs-queue-job/tools';

/** What becomes of a call. */
export type Fate = 'pass' | 'crash before' | 'crash after' | 'lost before' | 'lost after';

/** Decides of the calls of one process, one after the other. */
export type Fates = (call: string) => Fate;

/** Thrown by every call of a process that is dead: its code can do nothing any more. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** The queues of one process, which may die at any call, before or after it has taken effect. */
export class Process {
  readonly #fates: Fates;
  #isDead = false;

  constructor(fates: Fates) {
    this.#fates = fates;
  }

  open(queue: InspectableQueue): InspectableQueue {
    const call = <T>(name: string, make: () => Promise<T>) => this.#call(queue.name, name, make);
    return {
      name: queue.name,
      address: queue.address,
      receive: (options) => call('receive', () => queue.receive(options)),
      renew: (message: MessageHandle, lease, options) =>
        call('renew', () => queue.renew(message, lease, options)),
      release: (message, delay) => call('release', () => queue.release(message, delay)),
      complete: (message) => call('complete', () => queue.complete(message)),
      send: (text, options) => call('send', () => queue.send(text, options)),
      peek: (maxMessages) => call('peek', () => queue.peek(maxMessages)),
      properties: () => call('properties', () => queue.properties()),
    };
  }

  async #call<T>(queueName: string, name: string, make: () => Promise<T>): Promise<T> {
    if (this.#isDead) throw new Crash();
    const fate = this.#fates(name);
    if (fate === 'crash before') this.#die();
    if (fate === 'lost before') throw lost(queueName);
    const answer = await make();
    if (fate === 'crash after') this.#die();
    if (fate === 'lost after') throw lost(queueName);
    return answer;
  }

  #die(): never {
    this.#isDead = true;
    throw new Crash();
  }
}

/** Whether it was carried out cannot be told from an answer that never comes. */
function lost(queueName: string): QueueUnavailableError {
  return new QueueUnavailableError('No answer.', { queueName, mayHaveTakenEffect: true });
}

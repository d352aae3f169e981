import type { DeliveryId, Event, EventOf, History } from '../history.ts';
import type { CallFacts, DeliveryFacts, Facts, PlacedOf, ProcessFacts } from './facts.ts';

export function factsOf(history: History): Facts {
  const sorter = new Sorter();
  history.forEach((event, place) => sorter.add({ ...event, place }));
  return sorter;
}

/** Sorts events one by one. */
class Sorter implements Facts {
  readonly messages: number[] = [];
  readonly remaining: EventOf<'remains'>[] = [];
  readonly #processes = new Map<number, ProcessFacts>();
  readonly #deliveries = new Map<string, DeliveryFacts>();
  readonly #calls = new Map<number, CallFacts>();

  get processes(): readonly ProcessFacts[] {
    return [...this.#processes.values()];
  }

  get deliveries(): readonly DeliveryFacts[] {
    return [...this.#deliveries.values()];
  }

  add(event: PlacedOf<Event['kind']>): void {
    switch (event.kind) {
      case 'started': {
        const { process: number } = event;
        const process = { number, started: event, stands: [], receives: [], deliveries: [] };
        this.#processes.set(number, process);
        break;
      }
      case 'told to stop':
        this.#process(event).stopped = event;
        break;
      case 'crashed':
        this.#process(event).crashed = event;
        break;
      case 'ended':
        this.#process(event).ended = event;
        break;
      case 'paused':
      case 'suspended': {
        const stand = { isSuspended: event.kind === 'suspended', from: event.at, until: Infinity };
        this.#process(event).stands.push(stand);
        break;
      }
      case 'resumed':
        this.#process(event).stands.at(-1)!.until = event.at;
        break;
      case 'sent':
        this.messages.push(event.message);
        break;
      case 'remains':
        this.remaining.push(event);
        break;
      case 'asked':
        this.#ask(event);
        break;
      case 'answered':
        this.#calls.get(event.call)!.answered = event;
        break;
      case 'received':
        this.#receive(event);
        break;
      case 'renewed':
        this.#delivery(event).renewals.push(event);
        break;
      case 'saved':
        this.#delivery(event).saved.push(event);
        break;
      case 'requeue copy':
        this.messages.push(event.copy);
        this.#delivery(event).copies.push(event);
        break;
      case 'poison copy':
        this.#delivery(event).copies.push(event);
        break;
      case 'executing':
      case 'aborted':
      case 'executed':
      case 'released':
      case 'completed':
      case 'reported':
        Object.assign(this.#delivery(event), { [event.kind]: event });
    }
  }

  #ask(asked: PlacedOf<'asked'>): void {
    const call: CallFacts = { name: asked.name, asked };
    const { message, delivery } = asked;
    this.#calls.set(asked.call, call);
    if (message === undefined || delivery === undefined) this.#process(asked).receives.push(call);
    else this.#delivery({ message, delivery }).calls.push(call);
  }

  #receive(received: PlacedOf<'received'>): void {
    const { message, delivery } = received;
    const process = this.#process(received);
    const receive = this.#calls.get(received.call)!;
    const lists = { calls: [], renewals: [], saved: [], copies: [] };
    const facts: DeliveryFacts = { message, delivery, process, received, receive, ...lists };
    this.#deliveries.set(keyOf(received), facts);
    process.deliveries.push(facts);
  }

  #process({ process }: { readonly process: number }): ProcessFacts {
    return this.#processes.get(process)!;
  }

  #delivery(id: DeliveryId): DeliveryFacts {
    return this.#deliveries.get(keyOf(id))!;
  }
}

const keyOf = ({ message, delivery }: DeliveryId): string => `${message}#${delivery}`;

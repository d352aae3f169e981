import { now, type Seen } from './protocol.ts';

/** What every message holds: one the sample understands, and that takes it no time. */
const BODY = JSON.stringify({ type: 'guardian.create', name: 'Groot', forging: 0 });

/**
 * A queue for measuring. It hands out messages made up on the spot and counts what is done with them; leases never end.
 */
export class FastQueue {
  readonly body = BODY;
  #waiting = 0;
  #made = 0;
  #leased = new Set<string>();
  #cpu = process.cpuUsage();
  #seen = noneSeen();

  fill(messages: number): void {
    this.#waiting = messages;
    this.#leased = new Set();
    this.#cpu = process.cpuUsage();
    this.#seen = noneSeen();
  }

  /** @returns the ids of messages that are the caller's now */
  receive(most: number): string[] {
    this.#seen.receives += 1;
    this.#seen.firstReceive ??= now();
    const count = Math.min(most, this.#waiting);
    this.#waiting -= count;
    return Array.from({ length: count }, () => {
      const id = `message-${++this.#made}`;
      this.#leased.add(id);
      return id;
    });
  }

  /** @returns whether it was there */
  delete(id: string): boolean {
    this.#seen.deletes += 1;
    this.#seen.lastDelete = now();
    return this.#leased.delete(id);
  }

  /** @returns whether it is there */
  update(id: string): boolean {
    this.#seen.updates += 1;
    return this.#leased.has(id);
  }

  other(): void {
    this.#seen.others += 1;
  }

  get seen(): Seen {
    const { user, system } = process.cpuUsage(this.#cpu);
    const left = this.#waiting + this.#leased.size;
    return { ...this.#seen, left, cpu: (user + system) / 1_000 };
  }
}

function noneSeen() {
  return {
    firstReceive: undefined as number | undefined,
    lastDelete: undefined as number | undefined,
    receives: 0,
    deletes: 0,
    updates: 0,
    others: 0,
  };
}

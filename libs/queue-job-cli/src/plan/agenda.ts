interface Item<T> {
  readonly time: number;
  readonly order: number;
  readonly entry: T;
}

/** What is due when: the earliest first, and of the same time what was added first. A binary heap. */
export class Agenda<T> {
  readonly #heap: Item<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next entry is due; `Infinity` when there is none. */
  get next(): number {
    return this.#heap[0]?.time ?? Infinity;
  }

  add(time: number, entry: T): void {
    const item = { time, order: this.#added++, entry };
    let at = this.size;
    this.#heap.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(item, this.#heap[parent]!)) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = item;
  }

  /** Takes the next entry out. There must be one. */
  take(): T {
    const { entry } = this.#heap[0]!;
    const last = this.#heap.pop()!;
    if (this.size > 0) this.#sink(last);
    return entry;
  }

  /** Puts an item in the first one's place, and then where it belongs. */
  #sink(item: Item<T>): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, item)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = item;
  }
}

function isBefore<T>(a: Item<T>, b: Item<T>): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

import { expect, inject, it } from 'vitest';
import { soak } from './soak.ts';

/** In milliseconds: how long processes are killed, and how long it may take until the queue is empty, whatever the machine. */
const DISORDER = 8_000;
const TIMEOUT = 300_000;

it(
  'loses nothing and breaks no promise while processes are killed at random and requests meet faults',
  { timeout: TIMEOUT },
  async () => {
    const { books, violations } = await soak({
      connectionString: inject('azurite'),
      seed: 'continuous integration',
      duration: DISORDER,
      atLeast: { kills: 30 },
      pace: { interval: 200, mostAlive: 8 },
    });

    expect(violations).toEqual([]);
    expect(books.completed + books.poisoned).toBe(books.sent);
    expect(books).toMatchObject({ lost: 0 });
  },
);

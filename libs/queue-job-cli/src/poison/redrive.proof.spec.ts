import { describe, expect, it } from 'vitest';
import { Process, type Fate } from './faulty-queue.fixture.js';
import { RedriveBench } from './redrive.fixture.js';

const MESSAGES = 10_000;
const OTHERS = 500;
const RESTARTS = 1_000;
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_101);

/** How many calls a process makes at most before it is interrupted. */
const MOST_CALLS = 42;

/** In milliseconds: how long nobody does anything after an interruption, so that some leases are over and others are not. */
const LONGEST_REST = 90_000;

/** In milliseconds: after this long, no lease of a process that died is left. */
const ALL_LEASES_OVER = 300_000;

/** A generator of numbers from 0 to below 1, the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('redriving', () => {
  it(
    `${MESSAGES} messages through ${RESTARTS} restarts loses none and leaves none behind (seed ${SEED})`,
    { timeout: 120_000 },
    async () => {
      const roll = dice(SEED);
      const pick = <T>(...items: readonly T[]): T => items[Math.floor(roll() * items.length)]!;
      const bench = new RedriveBench();
      for (let index = 0; index < MESSAGES + OTHERS; index++) {
        const isOther = index % ((MESSAGES + OTHERS) / OTHERS) === 0;
        await bench.poisoned(`${index}`, isOther ? 'Another reason.' : undefined);
      }
      const wanted = (text: string) => text.includes('No attempt is left.');
      const isWhole = () => {
        const texts = new Set(bench.texts);
        for (const { text } of bench.poison.messages) {
          texts.add((JSON.parse(text) as { message: { text: string } }).message.text);
        }
        return texts.size === MESSAGES + OTHERS;
      };

      let wasWhole = true;
      const ends = { crashed: 0, stopped: 0 };
      for (let restart = 0; restart < RESTARTS; restart++) {
        const end = pick('crash before', 'crash after', 'stop');
        const stop = new AbortController();
        let callsLeft = 1 + Math.floor(roll() * MOST_CALLS);
        const process = new Process((): Fate => {
          callsLeft -= 1;
          if (callsLeft === 0 && end !== 'stop') return end;
          if (callsLeft === 0) stop.abort();
          return roll() < 0.01 ? pick('lost before', 'lost after') : 'pass';
        });
        const isStopped = await bench.redrive(process, wanted, { stop: stop.signal }).then(
          ({ report }) => report.isInterrupted && report.error === undefined,
          () => false,
        );
        ends[isStopped ? 'stopped' : 'crashed'] += 1;
        // To look at all of it every time would take longer than all of the rest.
        wasWhole &&= restart % 100 !== 0 || isWhole();
        await bench.clock.advance(roll() * LONGEST_REST);
      }
      const interrupted = bench.poison.messages.length;
      await bench.clock.advance(ALL_LEASES_OVER);
      const { report } = await bench.redrive(new Process(() => 'pass'), wanted);

      expect(wasWhole && isWhole()).toBe(true);
      expect(report).toMatchObject({ looked: report.gone + OTHERS, hidden: 0, newer: 0 });
      const left = bench.poison.messages;
      expect(left).toHaveLength(OTHERS);
      expect(left.every(({ text }) => text.includes('Another reason.'))).toBe(true);
      expect(left.every(({ visibleOn }) => visibleOn <= bench.clock.now())).toBe(true);
      const texts = bench.texts;
      expect(new Set(texts).size).toBe(MESSAGES);
      // It was a test only if every restart was interrupted, and all of them together had most of the work.
      expect(ends.crashed + ends.stopped).toBe(RESTARTS);
      expect(ends.stopped).toBeGreaterThan(RESTARTS / 5);
      expect(interrupted).toBeGreaterThan(OTHERS);
      expect(interrupted).toBeLessThan((MESSAGES + OTHERS) / 2);
    },
  );
});

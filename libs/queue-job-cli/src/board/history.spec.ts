import { describe, expect, it } from 'vitest';
import type { Sample } from './board-state.js';
import { History, MOST_SAMPLES } from './history.js';

const sample = (time: number, count: number): Sample => ({
  time,
  queue: { count, oldestAge: null },
  poison: null,
});

function historyOf(samples: number): History {
  const history = new History();
  for (let at = 0; at < samples; at++) history.add(sample(at, at === 1_000 ? 77 : 1));
  return history;
}

describe('History', () => {
  it('keeps every sample as long as there is room', () => {
    const { samples } = historyOf(MOST_SAMPLES);

    expect(samples.map(({ time }) => time)).toEqual(
      Array.from({ length: MOST_SAMPLES }, (_, at) => at),
    );
  });

  it.each([MOST_SAMPLES + 1, 5_000, 100_000])('needs bounded memory for %i samples', (count) => {
    const { samples } = historyOf(count);

    expect(samples.length).toBeLessThanOrEqual(MOST_SAMPLES);
    expect(samples.length).toBeGreaterThanOrEqual(MOST_SAMPLES / 2);
    expect(samples.at(-1)!.time).toBe(count - 1);
    expect(samples[0]!.time).toBeLessThan(count / (MOST_SAMPLES / 2));
  });

  it('loses no peak, and keeps what is known beside what is not', () => {
    const history = historyOf(20_000);
    for (let at = 0; at < MOST_SAMPLES * 64; at++)
      history.add({ time: 20_000 + at, queue: null, poison: null });

    expect(Math.max(...history.samples.map(({ queue }) => queue?.count ?? 0))).toBe(77);
  });
});

import { describe, expect, it } from 'vitest';
import { interleave } from './interleave.ts';

describe('interleave()', () => {
  const log: string[] = [];
  const trial = (name: string) => () => Promise.resolve(log.push(name));

  it('takes turns, begins each round with another one, and does not count the first round', async () => {
    const results = await interleave({ a: trial('a'), b: trial('b') }, { rounds: 2 });

    expect(log).toEqual(['a', 'b', 'a', 'b', 'b', 'a']);
    expect(results).toEqual({ a: [3, 6], b: [4, 5] });
  });
});

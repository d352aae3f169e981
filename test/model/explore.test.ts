import { beforeAll, describe, expect, it } from 'vitest';
import { describeFailure, explore, type Findings } from './explore.ts';
import { loadLibrary, type Library } from './library.ts';
import { breakLibrary } from './mutants/break-library.ts';
import { MUTANTS } from './mutants/mutants.ts';

const mutant = MUTANTS.find(({ name }) => name === 'sends no copy')!;

describe('explore()', () => {
  it('makes the same histories of the same seed', async () => {
    const library = loadLibrary();
    const groundOf = async (seed: number) =>
      (await explore({ library, seed, runs: 100 })).ground.toString();

    const [one, again, other] = [await groundOf(1), await groundOf(1), await groundOf(2)];

    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('makes no further histories when its time is over', async () => {
    const library = loadLibrary();

    const { histories, failure } = await explore({ library, seed: 1, runs: 1e6, timeLimit: 200 });

    expect(failure).toBeUndefined();
    expect(histories).toBeGreaterThan(0);
    expect(histories).toBeLessThan(1e6);
  });

  describe('when a promise is broken', () => {
    let library: Library;
    let findings: Findings;

    beforeAll(async () => {
      library = breakLibrary(mutant);
      findings = await explore({ library, seed: 1, runs: 1_000 });
    });

    it('tells which, and what happened', () => {
      const text = describeFailure(findings.failure!);

      expect(text).toContain('Not deleted with a reason: m1#');
      expect(text).toContain('0.000 s     sent m1');
      expect(text).toContain(`node test/model/replay.ts 1 ${findings.failure!.path} makes`);
    });

    it('makes the same history again of the seed and the path that it tells', async () => {
      const { seed, path, history } = findings.failure!;

      const again = await explore({ library, seed, path, runs: 1 });

      expect(again.histories).toBe(1);
      expect(again.failure?.history).toEqual(history);
    });
  });
});

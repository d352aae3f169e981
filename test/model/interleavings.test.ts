import { beforeAll, describe, expect, it } from 'vitest';
import { describeFailure, explore, type Findings } from './explore.ts';
import { loadLibrary } from './library.ts';

const SEED = 2_026;
const RUNS = 20_000;

describe('processes that work on one queue, whatever happens to them, their calls and their time', () => {
  let findings: Findings;

  beforeAll(async () => {
    findings = await explore({ library: loadLibrary(), seed: SEED, runs: RUNS });
    const { histories, ground } = findings;
    console.log(`In ${histories} histories of interleavings there were\n${ground.toString()}`);
  }, 300_000);

  it('keep every promise in 20,000 histories', () => {
    const { failure, histories } = findings;

    expect(failure === undefined ? '' : describeFailure(failure)).toBe('');
    expect(histories).toBe(RUNS);
  });

  it('meet every kind of trouble and come to every kind of end', () => {
    const missing = [...findings.ground.counts].filter(([, count]) => count === 0);

    expect(missing).toEqual([]);
  });
});

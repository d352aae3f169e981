import { expect, it } from 'vitest';
import { explore } from '../explore.ts';
import { breakLibrary } from './break-library.ts';
import { MUTANTS } from './mutants.ts';

const SEED = 2_026;

/** After how many histories a mutant counts as not found. */
const MOST_RUNS = 20_000;

it.each(MUTANTS)('a library that $name is found out', { timeout: 120_000 }, async (mutant) => {
  const library = breakLibrary(mutant);

  const { failure } = await explore({ library, seed: SEED, runs: MOST_RUNS, simplify: false });

  expect(failure?.violations.map(({ promise }) => promise)).toContain(mutant.breaks);
});

it.each(['if (isNowhere)', 'return'])(
  'a mutant whose text "%s" is not there exactly once is refused',
  async (from) => {
    const mutant = { ...MUTANTS[0]!, from };

    expect(() => breakLibrary(mutant)).toThrow('must contain the text to change exactly once');
  },
);

import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legible } from '../executor/legible.js';
import { fuzz, FUZZ_TIMEOUT, keepPrototypes, UNPRINTABLE } from '../hostile.fixture.js';
import { hostileThrown, made } from '../hostile-thrown.fixture.js';
import { describeError } from './describe-error.js';

keepPrototypes();

/** In characters. */
const LONGEST = 2_048;

describe('describeError, whatever was thrown', { timeout: FUZZ_TIMEOUT }, () => {
  it('tells of it in one line of bounded length', () => {
    const property = fc.property(hostileThrown, (thrown) => {
      const text = describeError(made(thrown));

      expect(text.length).toBeLessThanOrEqual(LONGEST);
      expect(text).not.toMatch(UNPRINTABLE);
    });

    assert(property, fuzz('thrown by anybody'));
  });
});

describe('legible, whatever was thrown', { timeout: FUZZ_TIMEOUT }, () => {
  it('gives something that can be asked what it is', () => {
    const property = fc.property(hostileThrown, (thrown) => {
      const error = legible(made(thrown));

      const ask = () => error instanceof Error && [error.name, error.message, error.stack];
      expect(ask).not.toThrow();
    });

    assert(property, fuzz('thrown by an executor'));
  });
});

import { describe, expect, it } from 'vitest';
import { CASES } from './hostile.fixture.js';

describe('The properties of hostile input', () => {
  it('are tried with at least 100,000 cases in an ordinary run', () => {
    const cases = Object.values(CASES).reduce((sum, count) => sum + count, 0);

    expect(cases).toBeGreaterThanOrEqual(100_000);
  });
});

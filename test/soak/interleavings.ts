import 'reflect-metadata';
import { describeFailure, explore } from '../model/explore.ts';
import { loadLibrary } from '../model/library.ts';
import type { Violation } from './books/audit.ts';
import { Dice } from './disorder/dice.ts';

/** More histories than there is ever time for. */
const ENOUGH = 1e9;

/** What came of trying interleavings of the same code, on virtual time. */
export interface Interleavings {
  readonly histories: number;
  readonly violations: readonly Violation[];
}

/** @param duration in milliseconds */
export async function exploreInterleavings(seed: string, duration: number): Promise<Interleavings> {
  const { histories, failure } = await explore({
    library: loadLibrary(),
    seed: new Dice(seed).fork('interleavings').between(0, 2 ** 31 - 1),
    runs: ENOUGH,
    timeLimit: duration,
  });
  if (failure === undefined) return { histories, violations: [] };
  const history = describeFailure(failure).split('\n');
  return { histories, violations: [{ what: 'An interleaving breaks a promise.', history }] };
}

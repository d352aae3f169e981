import fc from 'fast-check';
import { check, type Violation } from './check/check.ts';
import { Ground } from './ground.ts';
import { printHistory, type History } from './history.ts';
import type { Library } from './library.ts';
import { plan as plans } from './plan.arbitrary.ts';
import type { Plan } from './plan.ts';
import { World } from './world.ts';

export interface Exploration {
  readonly library: Library;
  /** The same seed makes the same histories. */
  readonly seed: number;
  /** How many histories to make at most. */
  readonly runs: number;
  /** In milliseconds of real time: when to make no further ones. */
  readonly timeLimit?: number;
  /** Where in the seed's tree of histories a failure was found; makes that one alone. */
  readonly path?: string;
  /** Whether to look for the simplest history that fails. Default: yes. */
  readonly simplify?: boolean;
}

export interface Findings {
  /** How many histories were made, the failed one included. */
  readonly histories: number;
  readonly ground: Ground;
  /** The first failure, simplified; absent when every promise was kept. */
  readonly failure?: Failure;
}

export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly violations: readonly Violation[];
  readonly history: History;
}

/** Makes history after history, until one breaks a promise or there are enough. */
export async function explore(exploration: Exploration): Promise<Findings> {
  const { library, seed, runs, timeLimit, path, simplify = true } = exploration;
  const ground = new Ground();
  let failed: Omit<Failure, 'seed' | 'path'> | undefined;
  const keepsItsPromises = async (plan: Plan): Promise<boolean> => {
    const { history, violations } = await live(library, plan);
    if (violations.length > 0) failed = { history, violations };
    else if (failed === undefined) ground.add(history);
    return violations.length === 0;
  };

  const details = await fc.check(fc.asyncProperty(plans, keepsItsPromises), {
    seed,
    numRuns: runs,
    endOnFailure: !simplify,
    ...(path === undefined ? {} : { path }),
    ...(timeLimit === undefined ? {} : { plugins: [fc.interruptAfterTimeLimit(timeLimit)] }),
  });

  const histories = details.numRuns;
  if (failed === undefined) return { histories, ground };
  const failure = { ...failed, seed, path: details.counterexamplePath ?? '' };
  return { histories, ground, failure };
}

async function live(library: Library, plan: Plan): Promise<Omit<Failure, 'seed' | 'path'>> {
  using _random = constantRandom();
  const world = new World(library, plan);
  try {
    await world.run();
  } catch (error) {
    const what = (error as Error).message;
    return { history: world.history, violations: [{ promise: 'over in time', what }] };
  }
  return { history: world.history, violations: check(world.history) };
}

/** The library scatters some delays by chance, which would make the same seed another history. */
function constantRandom(): Disposable {
  const { random } = Math;
  Math.random = () => 0.5;
  return { [Symbol.dispose]: () => void (Math.random = random) };
}

/** What somebody has to know who looks into a failure. */
export function describeFailure({ seed, path, violations, history }: Failure): string {
  return [
    ...violations.map(({ promise, what }) => `Not ${promise}: ${what}`),
    '',
    printHistory(history),
    '',
    `node test/model/replay.ts ${seed} ${path} makes this history again.`,
  ].join('\n');
}

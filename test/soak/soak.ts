import { Bundled } from '../bundle/bundled.ts';
import type { Violation } from './books/audit.ts';
import { addBooks, type Books } from './books/books.ts';
import { Dice } from './disorder/dice.ts';
import type { Pace } from './disorder/fleet.ts';
import { playRound, type RoundProgress } from './round.ts';

/** In milliseconds: after how long a round ends and its books are closed, so that they need not all be kept in memory. */
const LONGEST_ROUND = 180_000;

/** What two cores can do, most of which goes into the starts of processes. */
const PACE: Pace = { interval: 500, mostAlive: 8 };

const NOTHING: RoundProgress = { sent: 0, deliveries: 0, kills: 0 };

export interface SoakOptions {
  /** Of a queue service, all of which can be used. */
  readonly connectionString: string;
  readonly seed: string;
  /** In milliseconds: how long it lasts, but for the end of its last round. */
  readonly duration: number;
  /** It goes on for longer until there have been as many. */
  readonly atLeast?: Partial<RoundProgress>;
  readonly pace?: Pace;
  /** Ends it early, but in order. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (progress: SoakProgress) => void;
}

/** How far a soak is. */
export interface SoakProgress extends RoundProgress {
  /** In milliseconds. */
  readonly elapsed: number;
}

export interface SoakResult {
  readonly books: Books;
  readonly violations: readonly Violation[];
  /** In milliseconds. */
  readonly duration: number;
}

/** Plays rounds until time is up and there has been enough, or something has happened that no promise allows. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { connectionString, seed, duration, atLeast = {}, pace = PACE, stop, onProgress } = options;
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const isEnough = (progress: RoundProgress) =>
    stop?.aborted === true || (elapsed() >= duration && reaches(progress, atLeast));
  const dice = new Dice(seed);
  // As it is in an image; unbundled, most of the time would go into the starts of processes.
  await using program = await Bundled.make('test/app/dist/soak.js');
  let books: Books | undefined;
  for (let number = 1; ; number++) {
    const roundEnd = elapsed() + LONGEST_ROUND;
    const before = books ?? NOTHING;
    const round = await playRound({
      program: program.start,
      connectionString,
      dice: dice.fork(`round ${number}`),
      pace,
      isOver: (now) => {
        const progress = add(before, now);
        onProgress?.({ ...progress, elapsed: elapsed() });
        return elapsed() >= roundEnd || isEnough(progress);
      },
    });
    books = books === undefined ? round.books : addBooks(books, round.books);
    const { violations } = round;
    if (violations.length > 0 || isEnough(books)) return { books, violations, duration: elapsed() };
  }
}

function add(a: RoundProgress, b: RoundProgress): RoundProgress {
  return {
    sent: a.sent + b.sent,
    deliveries: a.deliveries + b.deliveries,
    kills: a.kills + b.kills,
  };
}

function reaches(progress: RoundProgress, atLeast: Partial<RoundProgress>): boolean {
  return Object.entries(atLeast).every(
    ([name, least]) => progress[name as keyof RoundProgress] >= least,
  );
}

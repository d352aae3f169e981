import { parseArgs } from 'node:util';
import type { RoundProgress } from './round.ts';

/** What is asked of a soak on its command line. */
export interface SoakArguments {
  readonly seed: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly atLeast: Partial<RoundProgress>;
}

/**
 * Reads `--minutes 10 --deliveries 100000 --kills 1000 --seed 7`: how long it lasts, what there has to be at least, and what
 * repeats the dice of another. Without a seed they are thrown anew.
 *
 * @throws TypeError when there is anything else
 */
export function readArguments(words: readonly string[]): SoakArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string', default: '2' },
      deliveries: { type: 'string', default: '0' },
      kills: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    },
  });
  return {
    seed: values.seed,
    duration: 60_000 * toNumber('minutes', values.minutes),
    atLeast: {
      deliveries: toNumber('deliveries', values.deliveries),
      kills: toNumber('kills', values.kills),
    },
  };
}

function toNumber(name: string, value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number < Infinity)) {
    throw new TypeError(`--${name} is not a number: ${value}`);
  }
  return number;
}

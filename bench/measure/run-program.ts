import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { compiled, type Program } from '../programs.ts';
import { now } from '../storage/protocol.ts';
import type { Observed } from './observed.ts';

/** Loaded before each program, so that it tells what it has used. */
const OBSERVE = compiled('observe.cjs');

/** In milliseconds: what takes longer has got stuck. */
const LONGEST_LIFE = 300_000;

/** One life of a program, from its start to its exit. */
export interface Life extends Observed {
  /** By the machine's monotonic clock, in milliseconds. */
  readonly startedAt: number;
  /** In milliseconds. */
  readonly wall: number;
}

/**
 * Runs a program in a process of its own.
 *
 * @throws when it does not end well: what failed is not worth measuring
 */
export async function runProgram(
  { file, nodeOptions = [], env }: Program,
  settings: Readonly<Record<string, string>>,
  { onStart }: { readonly onStart?: (pid: number) => void } = {},
): Promise<Life> {
  const startedAt = now();
  const child = spawn(process.execPath, [...nodeOptions, '--require', OBSERVE, file], {
    env: { ...settings, ...env },
    // What it logs is made and written, but nobody has to read it beside it.
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: LONGEST_LIFE,
    killSignal: 'SIGKILL',
  });
  onStart?.(child.pid!);
  const output = Promise.all([text(child.stderr!), text(child.stdio[3] as Readable)]);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const wall = now() - startedAt;
  const [errors, observed] = await output;
  if (exitCode !== 0) throw new Error(`${file} ended with ${exitCode}:\n${errors}`);
  return { ...(JSON.parse(observed) as Observed), startedAt, wall };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { SoakProcess } from './soak-process.ts';

/** What happens to a process from outside, and when; in milliseconds. */
export type Fate =
  /** Nobody touches it. */
  | { readonly do: 'nothing' }
  /** It dies, this long after its start or after its first words. */
  | { readonly do: 'kill'; readonly since: 'start' | 'words'; readonly after: number }
  /** It is told to end, and sometimes told again. */
  | { readonly do: 'terminate'; readonly after: number; readonly again?: number }
  /** It stands still for a while, as a paused container does, and dies later. */
  | { readonly do: 'pause'; readonly after: number; readonly for: number; readonly kill: number };

export function throwFate(dice: Dice): Fate {
  // Long enough, now and then, for work that takes longer than its lease.
  const life = dice.chance(0.85) ? dice.between(0, 2_000) : dice.between(2_000, 8_000);
  return dice.pick<Fate>([
    [{ do: 'kill', since: 'words', after: life }, 30],
    [{ do: 'kill', since: 'start', after: dice.between(0, 1_500) }, 6],
    [{ do: 'terminate', after: life }, 3],
    [{ do: 'terminate', after: life, again: dice.between(0, 2_500) }, 2],
    [{ do: 'pause', after: life, for: dice.between(500, 6_000), kill: life }, 1],
    [{ do: 'nothing' }, 2],
  ]);
}

/** Lets a fate befall a process, as far as it lives to see it. */
export async function befall(process: SoakProcess, fate: Fate): Promise<void> {
  const over = new AbortController();
  void process.ended.then(() => over.abort());
  const wait = (milliseconds: number) => pause(milliseconds, undefined, over);
  if (!(fate.do === 'kill' && fate.since === 'start')) await process.spoke;
  try {
    await fulfil(process, fate, wait);
  } catch {
    // It has ended.
  }
}

async function fulfil(
  process: SoakProcess,
  fate: Fate,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  switch (fate.do) {
    case 'nothing':
      return;
    case 'kill':
      await wait(fate.after);
      return process.send('SIGKILL');
    case 'terminate':
      await wait(fate.after);
      process.send('SIGTERM');
      if (fate.again === undefined) return;
      await wait(fate.again);
      return process.send('SIGTERM');
    case 'pause':
      await wait(fate.after);
      process.send('SIGSTOP');
      await wait(fate.for);
      process.send('SIGCONT');
      await wait(fate.kill);
      return process.send('SIGKILL');
  }
}

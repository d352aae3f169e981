import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** In MiB: what a process holds now; `undefined` once it has ended. */
export function memoryOf(pid: number): number | undefined {
  try {
    const [, kilobytes] =
      /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}

/**
 * Looks at a process again and again until it ends.
 *
 * @param progress how far it has come
 * @returns what it held, in MiB, by its progress
 */
export async function watchMemory(
  pid: number,
  progress: () => Promise<number>,
  interval = 250,
): Promise<readonly (readonly [progress: number, memory: number])[]> {
  const points: [number, number][] = [];
  for (;;) {
    await setTimeout(interval);
    const done = await progress();
    const memory = memoryOf(pid);
    if (memory === undefined) return points;
    points.push([done, memory]);
  }
}

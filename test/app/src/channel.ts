import { once } from 'node:events';
import type { Told } from './script.js';

/** Tells the test what happens, so that it need not guess when. */
export function tell(told: Told): void {
  process.send?.(told);
}

/** Resolves when the test says so. */
export async function go(signal?: AbortSignal): Promise<void> {
  await once(process, 'message', { signal });
}

/** Resolves when the test says so, or sends SIGTERM. */
export async function goOrTerminate(): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([go(signal), once(process, 'SIGTERM', { signal })]);
  over.abort();
}

import { spawnSync } from 'node:child_process';

/** Without the right to make namespaces, a user may still make them as root of a namespace of users. */
const WAYS: readonly (readonly string[])[] = [[], ['--user', '--map-root-user']];

/** Why a test is left out on a machine that allows no namespaces. */
export const NO_NAMESPACES = 'This machine does not let its users make namespaces (unshare).';

/**
 * The command that starts a program in namespaces of its own, as a container has them.
 *
 * @param flags those of `unshare`
 * @returns `undefined` where the machine does not allow it
 * @throws in continuous integration, where no test may be left out
 */
export function unshare(...flags: readonly string[]): readonly string[] | undefined {
  for (const way of WAYS) {
    const options = [...way, ...flags];
    if (spawnSync('unshare', [...options, 'true']).status === 0) return ['unshare', ...options];
  }
  if (process.env['CI'] === 'true') throw new Error(NO_NAMESPACES);
  return undefined;
}

/**
 * The command that starts a program with the process id 1, as a container does. To such a process Linux passes only the signals
 * that it listens to.
 */
export const AS_FIRST_PROCESS = unshare('--pid', '--fork', '--kill-child', '--mount-proc');

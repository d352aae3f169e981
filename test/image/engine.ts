import { spawnSync } from 'node:child_process';
import { run, type RunOptions } from '../package/run.ts';

/** The names of the images under test, by their targets in the Dockerfile. */
export const IMAGES = {
  simple: 'localhost/queue-job-test:simple',
  hardened: 'localhost/queue-job-test:hardened',
} as const;

export type Target = keyof typeof IMAGES;

/** The program that builds and runs images: what `CONTAINER_ENGINE` names, else docker, else podman. */
export const ENGINE = process.env['CONTAINER_ENGINE'] ?? findEngine();

/** More options of `build`, separated by white space, such as `--build-arg=NODE_IMAGE=…`. */
export const BUILD_FLAGS = process.env['IMAGE_BUILD_FLAGS']?.trim().split(/\s+/) ?? [];

export const isPodman = ENGINE.endsWith('podman');

export function engine(args: readonly string[], options?: RunOptions): Promise<string> {
  return run(ENGINE, args, options);
}

export interface Build {
  readonly target: Target;
  readonly tag: string;
  readonly flags?: readonly string[];
  /** What to build from. Default: this repository. */
  readonly context?: string;
}

export async function build({ target, tag, flags = [], context = '.' }: Build): Promise<void> {
  const args = ['build', ...BUILD_FLAGS, ...flags, '--target', target, '--tag', tag, context];
  await engine(args, { env: { DOCKER_BUILDKIT: '1' } });
}

function findEngine(): string {
  const found = ['docker', 'podman'].find((name) => spawnSync(name, ['info']).status === 0);
  if (found !== undefined) return found;
  throw new Error(
    'These tests need docker or podman, with rights to use it. On a Debian without one, .ci/images brings its own.',
  );
}

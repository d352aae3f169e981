import { build, engine, IMAGES, type Target } from './engine.ts';

/** What the images under test say of themselves. */
export const BUILD_ARGS = {
  VERSION: '1.2.3',
  REVISION: '0123456789abcdef0123456789abcdef01234567',
  SOURCE: 'https://git.example/guardians',
} as const;

/** Builds both images before the first test, and removes them after the last; what they are built from stays cached. */
export default async function setup(): Promise<() => Promise<void>> {
  const flags = Object.entries(BUILD_ARGS).map(([name, value]) => `--build-arg=${name}=${value}`);
  for (const [target, tag] of Object.entries(IMAGES) as [Target, string][]) {
    await build({ target, tag, flags });
  }
  return async () => {
    await engine(['rmi', '--force', ...Object.values(IMAGES)]);
  };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createAsTold, isShown, readPage, type Step } from '../getting-started/play-page.ts';
import { Registry } from '../getting-started/registry.ts';
import { packLibrary, PUBLISHED } from '../package/pack-library.ts';
import { run } from '../package/run.ts';
import { BUILD_FLAGS, ENGINE, engine } from './engine.ts';

const PAGE = 'docs/getting-started.md';

it('builds and runs the image of a job that was made, as getting started shows it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-job-image-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const packs = await Promise.all(PUBLISHED.map((source) => packLibrary(folder, source)));
  const registry = await Registry.start(packs.map(({ tarball }) => tarball));
  onTestFinished(() => registry.stop());
  const steps = (await readPage(PAGE)).filter((item): item is Step => 'command' in item);
  const project = createAsTold(steps, folder);
  // As a company with a registry of its own would; it gets into the image's build, not into the image.
  await writeFile(join(project, '.npmrc'), `registry=${registry.url}\n`);
  const install = ['install', '--package-lock-only', '--no-audit', '--no-fund'];
  await run('npm', install, { cwd: project, env: registry.env });
  onTestFinished(() => engine(['rmi', '--force', 'create-guardian']).then(() => {}));

  const docker = steps.filter(({ command }) => command.startsWith('docker '));
  for (const { command, shown, where } of docker) {
    // The registry, and storage, are on this machine.
    const typed = command
      .replace(/^docker build/, `docker build --network=host ${BUILD_FLAGS.join(' ')}`)
      .replace(/^docker/, ENGINE)
      .replace('UseDevelopmentStorage=true', inject('azurite'));
    const output = await run('bash', ['-c', typed], { cwd: project });
    expect(isShown(shown, output), `${where} prints\n${output}`).toBe(true);
  }

  expect(docker).toHaveLength(2);
  const files = await engine(
    'run --rm --entrypoint=/nodejs/bin/node create-guardian -p'
      .split(' ')
      .concat('require("node:fs").readdirSync("/app").join()'),
  );
  expect(files.trim()).toBe('appsettings.json,dist,node_modules,package.json');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createAsTold, isShown, readPage, type Step } from '../getting-started/play-page.ts';
import { CHART } from './chart.ts';
import { findHelms } from './tools.ts';

const PAGE = 'docs/getting-started.md';

/** What the page calls the chart in a clone of this repository. */
const PUBLISHED = /^CHART=\S+/;

/** Helm 3, built from its module, takes itself for one of an old Kubernetes, which the chart refuses; its releases do not. */
const HELMS = findHelms().filter(({ major }) => major !== '3');

it.each(HELMS)(
  'Helm $major renders the chart of a job that was made, as getting started shows it',
  async ({ helm }) => {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-chart-page-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    symlinkSync(helm, join(directory, 'helm'));
    const steps = (await readPage(PAGE)).filter((item): item is Step => 'command' in item);
    const project = createAsTold(steps, directory);

    const chart = steps.find(({ command }) => PUBLISHED.test(command))!;
    const render = steps.find(({ command }) => command.startsWith('helm '))!;
    const script = `${chart.command.replace(PUBLISHED, `CHART=${CHART}`)}\n${render.command}`;
    const { stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', script], {
      cwd: project,
      env: { ...process.env, PATH: `${directory}${delimiter}${process.env['PATH']}` },
      encoding: 'utf8',
    });

    expect(stderr).toBe('');
    expect(isShown(render.shown, stdout), `It prints\n${stdout}`).toBe(true);
  },
);

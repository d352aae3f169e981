import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pictureOf } from './picture.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('The demo', { timeout: 120_000 }, () => {
  it('shows every delivery, its exit code and the queues at the end', async () => {
    const { exitCode, output, errors } = await end(startDemo());

    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(podsIn(output)).toEqual([
      ['1', 'Groot', '1 of 3', 'completed', '0', 'job complete'],
      ['2', 'Rocket', '1 of 3', 'released', '10', 'job failed; the message starts another one'],
      ['3', 'Thanos', '1 of 3', 'released', '10', 'job failed; the message starts another one'],
      ['4', 'Rocket', '2 of 3', 'completed', '0', 'job complete'],
      ['5', 'Thanos', '2 of 3', 'released', '10', 'job failed; the message starts another one'],
      ['6', 'Thanos', '3 of 3', 'poisoned', '11', 'job failed; a person should look'],
      ['7', 'Gamora', '1 of 3', 'aborted', '143', 'eviction, not counted; pod replaced'],
      ['8', 'Gamora', '2 of 3', 'completed', '0', 'job complete'],
      ['9', '-', '-', 'nothing to do', '0', 'job complete'],
    ]);
    expect(queuesIn(output)).toEqual([
      ['guardian-events', '0 messages'],
      [
        'guardian-events-poisen',
        '1 message',
        '{"type":"guardian.create","name":"Thanos","failures":99}',
      ],
    ]);
    expect(output).toContain('Guardian created: name Groot, weapon Yaka Arrow, damage 98\n');
    expect(output).toContain('9 pods, 3 guardians: ');
    // Nothing but printable characters and line ends.
    expect(output.match(/[^\P{Cc}\n]/gu)).toBeNull();
    expect(output.split('\n').filter((line) => line.length > 100)).toEqual([]);
    // The picture in the README; `-u` draws it anew.
    await expect(pictureOf(output)).toMatchFileSnapshot('../../docs/demo.svg');
  });

  it('leaves no process behind when it is interrupted', async () => {
    const demo = startDemo();
    const ended = end(demo);
    await seen(demo, 'Groot');

    demo.kill('SIGINT');
    const { exitCode } = await ended;

    expect(exitCode).toBe(130);
    // It led a process group of its own, which now has no member.
    expect(() => process.kill(-demo.pid!, 0)).toThrow('ESRCH');
  });

  it('says what to do when the sample is not built', async () => {
    const root = await copyOfTools();

    const { exitCode, output, errors } = await end(startDemo(root));

    expect({ exitCode, output }).toEqual({ exitCode: 1, output: '' });
    expect(errors.trim()).toBe(
      'The sample is not built: apps/guardians-sample/dist/main.js is missing. ' +
        'Run `npm run demo`, which builds it first.',
    );
  });

  it('shows what a pod logged and ends when it does not get as far as a delivery', async () => {
    const root = await copyOfTools('throw new Error("No guardian today.");');

    const { exitCode, output, errors } = await end(startDemo(root));

    expect(exitCode).toBe(1);
    expect(podsIn(output)).toEqual([
      ['1', '-', '-', 'unknown', '1', 'failure counted, pod replaced after a pause'],
    ]);
    expect(output).toContain('     Error: No guardian today.\n');
    expect(errors.trim()).toBe(
      'The demo ends here: pod 1 ended with exit code 1 and without a delivery.',
    );
  });

  it('says what was told and what was seen when they differ', async () => {
    const root = await copyOfTools('// Does nothing, and calls that a success.');

    const { exitCode, errors } = await end(startDemo(root));

    expect(exitCode).toBe(1);
    expect(errors).toContain('It did not go as told.\n');
    expect(errors).toContain('  Groot: completed (0) was told; nothing was seen.\n');
    expect(errors).toContain(
      '  guardian-events-poisen: 1 message {"type":"guardian.create","name":"Thanos","failures":99} was told; no queue was seen.\n',
    );
  });
});

/** Starts the demo as a shell would, in a process group of its own, its output going to a pipe. */
function startDemo(root = ROOT): ChildProcess {
  const { FORCE_COLOR: _, ...env } = process.env;
  const demo = spawn(process.execPath, [join(root, 'tools/demo/main.ts')], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void demo.kill());
  return demo;
}

async function end(
  demo: ChildProcess,
): Promise<{ exitCode: number; output: string; errors: string }> {
  const [[exitCode], output, errors] = await Promise.all([
    once(demo, 'exit') as Promise<[number]>,
    text(demo.stdout!),
    text(demo.stderr!),
  ]);
  return { exitCode, output, errors };
}

async function seen(demo: ChildProcess, words: string): Promise<void> {
  let output = '';
  await new Promise<void>((resolve) => {
    demo.stdout!.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes(words)) resolve();
    });
  });
}

/** Another repository with the demo in it, and for a sample the program given, if any. */
async function copyOfTools(sample?: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'demo-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(join(ROOT, 'tools'), join(root, 'tools'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
  if (sample !== undefined) {
    const dist = join(root, 'apps/guardians-sample/dist');
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, 'main.js'), sample);
  }
  return root;
}

/** The rows of the pods, without the time they took. */
function podsIn(output: string): string[][] {
  const rows = output.split('\n').filter((line) => /^ {1,2}\d+ {2}/.test(line));
  return rows.map((row) => columnsOf(row).slice(0, -1));
}

function queuesIn(output: string): string[][] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('  guardian-events'))
    .map(columnsOf);
}

function columnsOf(line: string): string[] {
  return line.trim().split(/ {2,}/);
}

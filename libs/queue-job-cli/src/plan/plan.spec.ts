import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addPlan } from './plan.command.js';
import { flagOf, PLAN_OPTIONS } from './plan-options.js';
import { plan, type PlanFlags } from './plan.js';

async function planned(flags: PlanFlags, directory = '.', stop = new AbortController().signal) {
  const [lines, values, errors]: [string[], unknown[], string[]] = [[], [], []];
  const screen = {
    line: (text: string) => void lines.push(text),
    json: (value: unknown) => void values.push(value),
    error: (text: string) => void errors.push(text),
  };
  const exitCode = await plan({ io: { directory, stop }, screen }, flags);
  return { exitCode, lines, values, errors };
}

const SMALL: PlanFlags = { burst: '3', strategy: 'accurate' };

describe('queue-job plan', () => {
  it('tells people and scripts', async () => {
    const { exitCode, lines, values, errors } = await planned(SMALL);

    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
    expect(lines[0]).toContain('3 messages at once, 20s to 1m of work each');
    expect(values).toEqual([expect.objectContaining({ seed: 1 })]);
  });

  it('draws into a file of the working directory', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plan-'));
    onTestFinished(() => rm(directory, { recursive: true }));

    const { exitCode } = await planned({ ...SMALL, svg: 'plan.svg' }, directory);

    expect(exitCode).toBe(0);
    expect(await readFile(join(directory, 'plan.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
  });

  it.each<[string, PlanFlags, string]>([
    ['cannot be read', { rate: 'fast' }, '--rate: "fast" is not understood'],
    ['cannot be written', { ...SMALL, svg: 'no/such/plan.svg' }, 'cannot be written (ENOENT)'],
  ])('ends with 2 and the way out when something %s', async (_case, flags, fault) => {
    const { exitCode, errors } = await planned(flags);

    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: [expect.stringContaining(fault)],
    });
  });

  it('tells nothing when it is stopped', async () => {
    const { exitCode, lines, values } = await planned(SMALL, '.', AbortSignal.abort());

    expect({ exitCode, lines, values }).toEqual({ exitCode: 130, lines: [], values: [] });
  });

  it('declares every option, and loads what it does when it is called for', async () => {
    const declared: string[] = [];
    let action: unknown;
    const declaration = {
      summary: () => declaration,
      description: () => declaration,
      addHelpText: () => declaration,
      option: (flags: string) => (declared.push(flags), declaration),
      action: (load: unknown) => ((action = load), declaration),
    };

    addPlan({ command: () => declaration as never }, (load) => load as never);

    expect(declared).toEqual([
      ...Object.entries(PLAN_OPTIONS).map(([name, { value }]) => `--${flagOf(name)} <${value}>`),
      '--svg <file>',
    ]);
    expect(declared).toContain('--max-dequeue-count <count>');
    expect(await (action as () => Promise<unknown>)()).toBe(plan);
  });
});

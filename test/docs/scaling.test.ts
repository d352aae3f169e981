import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { flagOf, PLAN_OPTIONS } from '../../libs/queue-job-cli/src/plan/plan-options.js';
import { plan, type PlanFlags } from '../../libs/queue-job-cli/src/plan/plan.js';
import { ROOT } from '../package/run.ts';

const PAGE = join(ROOT, 'docs/scaling.md');

/** A block of the page: its command, and what the page says that it prints. */
const BLOCK = /(?<=^```console\n)\$ queue-job plan(?<words>.*)\n(?:(?!```)[^\n]*\n)*(?=```$)/gm;

interface Printed {
  readonly block: string;
  readonly svg?: { readonly path: string; readonly text: string };
}

/** Runs a command of the page, which draws into a folder of its own. */
async function print(words: string): Promise<Printed> {
  const names = [...Object.keys(PLAN_OPTIONS), 'svg'];
  const options = Object.fromEntries(
    names.map((name) => [flagOf(name), { type: 'string' }] as const),
  );
  const { values } = parseArgs({ args: words.split(' ').filter(Boolean), options });
  const given = names.flatMap((name) => {
    const value = values[flagOf(name)];
    return value === undefined ? [] : [[name, value]];
  });
  const flags = Object.fromEntries(given) as PlanFlags;
  const directory = await mkdtemp(join(tmpdir(), 'scaling-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const lines: string[] = [];
  const screen = {
    line: (text: string) => void lines.push(text),
    json: () => {},
    error: (text: string) => expect.fail(text),
  };
  const io = { directory, stop: new AbortController().signal };

  await plan({ io, screen }, flags.svg === undefined ? flags : { ...flags, svg: 'plan.svg' });

  return {
    block: `$ queue-job plan${words}\n${lines.join('\n')}\n`,
    ...(flags.svg !== undefined && {
      svg: {
        path: join(ROOT, flags.svg),
        text: await readFile(join(directory, 'plan.svg'), 'utf8'),
      },
    }),
  };
}

describe('docs/scaling.md', () => {
  // `npx vitest run test/docs/scaling.test.ts -u` writes the page and its plots anew.
  it('shows what the tool prints and draws', async () => {
    const page = await readFile(PAGE, 'utf8');
    const printed: Printed[] = [];
    for (const { groups } of page.matchAll(BLOCK)) printed.push(await print(groups!['words']!));
    const blocks = printed.values();

    expect(printed.length).toBeGreaterThan(5);
    await expect(page.replaceAll(BLOCK, () => blocks.next().value!.block)).toMatchFileSnapshot(
      PAGE,
    );
    for (const { path, text } of printed.flatMap(({ svg }) => svg ?? [])) {
      await expect(text).toMatchFileSnapshot(path);
    }
  });
});

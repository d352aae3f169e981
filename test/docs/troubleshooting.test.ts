import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CliBench } from '../../libs/queue-job-cli/src/cli.fixture.ts';
import { anchorOf } from '../../libs/queue-job-cli/src/explain/anchor.ts';
import { readEntries, SYMPTOMS } from '../../libs/queue-job-cli/src/explain/entry.ts';
import { findByName, findByWords } from '../../libs/queue-job-cli/src/explain/find-entries.ts';
import { OUTCOMES } from '../../libs/queue-job/src/outcome.ts';
import { ROOT } from '../package/run.ts';
import { extractCodeBlocks } from './code-block.ts';
import { NO_FAULTS } from './no-faults.ts';
import { chartTexts, libraryTexts, toolTexts, withoutFillings } from './source-texts.ts';
import { symptomTexts } from './symptom-texts.ts';

const PAGE = join(ROOT, 'docs/troubleshooting.md');

/** What `queue-job explain` reads: the page lies where the package and the bundle can take it along. */
const COPY = join(ROOT, 'libs/queue-job-cli/src/explain/troubleshooting.md');

const markdown = readFileSync(PAGE, 'utf8');
const entries = readEntries(markdown);
/** Helm's own texts, not in our sources: `test/chart/refusals.test.ts` sees to them. */
const FOREIGN = 'chart-schema';

const textsOf = (those: typeof entries) =>
  those.flatMap(({ passages }) => passages.flatMap(({ texts }) => texts));

describe('docs/troubleshooting.md', () => {
  const sources = [...libraryTexts(), ...toolTexts(), ...chartTexts()];
  const shown = new Set(
    textsOf(entries.filter(({ name, part }) => part !== SYMPTOMS && name !== FOREIGN)).map(
      withoutFillings,
    ),
  );

  it('has every text that the library, the tool and the chart can show when something is wrong', () => {
    const missing = sources.filter(({ text }) => !shown.has(text) && !NO_FAULTS.has(text));

    expect(missing).toEqual([]);
  });

  it('has no text that nobody prints, or not like this', () => {
    const printed = new Set(sources.map(({ text }) => text));

    expect([...shown].filter((text) => !printed.has(text))).toEqual([]);
    expect([...NO_FAULTS].filter((text) => !printed.has(text))).toEqual([]);
  });

  it('shows with its symptoms what is really printed', async () => {
    const seen = textsOf(entries.filter(({ part }) => part === SYMPTOMS));

    expect(seen.toSorted()).toEqual((await symptomTexts()).toSorted());
  });

  it.each([
    ['exit code', Object.values(library.EXIT_CODE)],
    ['outcome', OUTCOMES.filter((outcome) => outcome !== 'completed')],
    ['error', errorNames()],
    ['alert', alertNames()],
  ])('explains every %s by its name', (_kind, names) => {
    const unknown = names.filter(
      (name) =>
        [...findByName(entries, `${name}`), ...findByWords(entries, `${name}`)].length === 0,
    );

    expect(names).not.toEqual([]);
    expect(unknown).toEqual([]);
  });

  it('says something about every text', () => {
    const silent = entries.flatMap(({ name, passages }) =>
      passages.every(({ advice }) => advice.length > 0) ? [] : [name],
    );

    expect(silent).toEqual([]);
  });

  it('gives each entry a name of its own', () => {
    const names = entries.map(({ name }) => anchorOf(name));

    expect(new Set(names).size).toBe(names.length);
  });

  it('links to what there is', () => {
    const links = [...markdown.matchAll(/\]\((?<link>[^)]+)\)/g)].map(
      ({ groups }) => groups!['link']!,
    );

    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  it('names commands that the tool has', async () => {
    const help = (await new CliBench().run(['--help'])).stdout;
    const named = [...markdown.matchAll(/[`$] ?queue-job (?<command>[a-z]+)/g)].map(
      ({ groups }) => groups!['command']!,
    );

    expect(named.filter((command) => !help.includes(`\n  ${command} `))).toEqual([]);
  });

  it('shows what the tool says to its example', async () => {
    const block = extractCodeBlocks(PAGE, markdown).find(({ language }) => language === 'console')!;
    const [, argument] = /^\$ queue-job explain '(.+)'$/m.exec(block.text)!;

    const { exitCode, stdout } = await new CliBench().run(['explain', argument!]);

    expect(exitCode).toBe(0);
    expect(block.text).toBe(`$ queue-job explain '${argument}'\n${stdout.trimEnd()}`);
  });

  it('is what the tool explains texts with', async () => {
    // "npx vitest run -u" copies it anew.
    await expect(markdown).toMatchFileSnapshot(COPY);
  });
});

function errorNames(): string[] {
  return Object.entries(library).flatMap(([name, value]) => {
    const isError = typeof value === 'function' && value.prototype instanceof library.QueueJobError;
    return isError ? [name] : [];
  });
}

function alertNames(): string[] {
  const values = parse(readFileSync(join(ROOT, 'helm/queue-job/values.yaml'), 'utf8')) as {
    readonly prometheusRule: { readonly alerts: object };
  };
  return Object.keys(values.prometheusRule.alerts).map(
    (key) => `QueueJob${key.charAt(0).toUpperCase()}${key.slice(1)}`,
  );
}

function leadsSomewhere(link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? PAGE : join(ROOT, 'docs', path);
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (?<heading>.+)$/gm);
  return [...headings].some(({ groups }) => anchorOf(groups!['heading']!) === anchor);
}

import { text as contentOf } from 'node:stream/consumers';
import type { Action } from '../commands/action.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Screen } from '../terminal/screen.js';
import type { Entry } from './entry.js';
import { NOTHING_FOUND, NOTHING_WRONG } from './explain.messages.js';
import { eachOnce, findByName, findByText, findByWords, isHarmless } from './find-entries.js';
import { readPage } from './page.js';
import { readLog } from './read-log.js';
import { wrap } from './wrap.js';

/** In characters: what is longer is hard to read. */
const WIDEST = 100;

/** More entries than this are told by their names alone, unless a log speaks of them. */
const MOST_SHOWN = 3;

export const explain: Action<object, [readonly string[]]> = async (
  { io, screen },
  _flags,
  words,
) => {
  const entries = readPage();
  const asked = words.join(' ').trim();
  const log = asked === '' && io.stdin.isTTY !== true ? await contentOf(io.stdin) : '';
  if (asked === '' && log.trim() === '') {
    screen.json({ entries });
    showNames(screen, entries);
    return EXIT_CODE.ok;
  }
  const found = asked === '' ? explainLog(entries, log) : explainText(entries, asked);
  screen.json({ entries: found });
  if (asked !== '' && found.length > MOST_SHOWN) showNames(screen, found);
  else showEntries(screen, found, io.stdout.columns);
  if (found.length > 0) return EXIT_CODE.ok;
  screen.note(asked === '' ? NOTHING_WRONG : NOTHING_FOUND);
  return asked === '' ? EXIT_CODE.ok : EXIT_CODE.incomplete;
};

/** A name, else a text, which may be a line of JSON as well, else words. */
function explainText(entries: readonly Entry[], asked: string): readonly Entry[] {
  const named = findByName(entries, asked);
  if (named.length > 0) return named;
  const told = eachOnce(explainLines(entries, asked));
  return told.length > 0 ? told : findByWords(entries, asked);
}

function explainLog(entries: readonly Entry[], log: string): readonly Entry[] {
  return eachOnce(explainLines(entries, log)).filter((entry) => !isHarmless(entry));
}

function explainLines(entries: readonly Entry[], log: string): readonly Entry[] {
  return readLog(log).flatMap(({ texts, exitCode }) => [
    ...texts.flatMap((text) => findByText(entries, text)),
    ...(exitCode === undefined ? [] : findByName(entries, `Exit code ${exitCode}`)),
  ]);
}

function showNames(screen: Screen, entries: readonly Entry[]): void {
  for (const [part, those] of Map.groupBy(entries, (entry) => entry.part)) {
    screen.line({ text: part, style: 'bold' });
    for (const { name } of those) screen.line(`  ${name}`);
  }
}

function showEntries(screen: Screen, entries: readonly Entry[], columns = WIDEST): void {
  const width = Math.min(columns, WIDEST) - 2;
  for (const [at, { name, passages }] of entries.entries()) {
    if (at > 0) screen.line('');
    screen.line({ text: name, style: 'bold' });
    for (const [index, { texts, advice }] of passages.entries()) {
      if (index > 0) screen.line('');
      for (const text of texts) screen.line({ text: `  ${text}`, style: 'dim' });
      if (texts.length > 0 && advice.length > 0) screen.line('');
      for (const row of advice.flatMap((line) => wrap(line, width))) screen.line(`  ${row}`);
    }
  }
}

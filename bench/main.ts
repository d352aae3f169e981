import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bundles } from './bundles.ts';
import { azurite } from './chapters/azurite.ts';
import type { Chapter } from './chapters/chapter.ts';
import { features } from './chapters/features.ts';
import { growth } from './chapters/growth.ts';
import { manyMessages } from './chapters/many-messages.ts';
import { memory } from './chapters/memory.ts';
import { oneMessage } from './chapters/one-message.ts';
import { describeMachine } from './machine.ts';
import { tableText } from './report/table.ts';
import { targetTable, type Target } from './report/target.ts';
import { writeReport } from './report/write-report.ts';
import { Storage } from './storage/storage.ts';

const DOCUMENT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

const CHAPTERS: Readonly<Record<string, Chapter>> = {
  'one-message': oneMessage,
  'many-messages': manyMessages,
  azurite,
  memory,
  features,
  growth,
};

// npm run bench -- [--quick] [--rounds n] [chapter …]

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(CHAPTERS, name));
if (unknown.length > 0) {
  console.error(
    `No chapter ${unknown.join(', ')}. There are: ${Object.keys(CHAPTERS).join(', ')}.`,
  );
  process.exit(2);
}

const isQuick = values.quick;
const rounds = Number(values.rounds ?? (isQuick ? 1 : 20));
const chosen = positionals.length === 0 ? Object.keys(CHAPTERS) : positionals;
const isWhole = !isQuick && values.rounds === undefined && positionals.length === 0;

const targets: Target[] = [];
const texts: string[] = [];
using bundles = await Bundles.make();
await using storage = await Storage.start();
const start = performance.now();
for (const name of chosen) {
  const say = (text: string) => console.error(`${text} …`);
  const findings = await CHAPTERS[name]!({ storage, bundles: bundles.of, rounds, isQuick, say });
  targets.push(...(findings.targets ?? []));
  texts.push(...findings.tables.map(tableText));
}
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
const about = `${describeMachine()}. ${rounds} rounds, ${minutes} minutes.`;
const report = [about, '', tableText(targetTable(targets)), ...texts].join('\n');
console.log(report);
if (isWhole) await writeReport(DOCUMENT, report);

import { runProgram } from '../measure/run-program.ts';
import { slope, summarize } from '../measure/statistics.ts';
import { watchMemory } from '../measure/watch-memory.ts';
import { figure } from '../report/table.ts';
import type { Bench, Findings } from './chapter.ts';

/** Whether a run that goes on and on needs more and more memory. */
export async function memory({ bundles, storage, isQuick, say }: Bench): Promise<Findings> {
  const { many } = bundles;
  const messages = isQuick ? 2_000 : 100_000;
  say(`Memory over ${messages} messages`);
  await storage.fill(messages);
  const settings = {
    ...storage.settings,
    StorageAccount__MaxMessages: String(messages),
    StorageAccount__Concurrency: '16',
  };
  const watching = Promise.withResolvers<Awaited<ReturnType<typeof watchMemory>>>();
  const deleted = async () => (await storage.seen()).deletes;
  const onStart = (pid: number) => watching.resolve(watchMemory(pid, deleted, isQuick ? 20 : 250));
  const { peakMemory } = await runProgram(many.cached, settings, { onStart });
  const points = await watching.promise;
  const during = (from: number, to: number) =>
    points.filter(([done]) => done >= from * messages && done <= to * messages);
  const middle = (from: number, to: number) =>
    summarize(during(from, to).map(([, held]) => held)).median;
  const [early, late] = [middle(0.2, 0.4), middle(0.8, 1)];
  const growth = slope(during(0.2, 1)) * messages;
  const flatness = summarize([late / early]);
  return {
    tables: [
      {
        title: 'Memory of a long run',
        about: `${messages} messages at concurrency 16. Growth is the slope from a fifth of the messages on, by the whole run.`,
        columns: ['held early', 'held late', 'growth', 'peak'],
        rows: [[early, late, growth, peakMemory].map((value) => `${figure(value)} MiB`)],
      },
    ],
    targets: [
      { what: `memory over ${messages} messages: late / early`, measured: flatness, atMost: 1.1 },
    ],
  };
}

import { startAzurite } from '../../tools/azurite.ts';
import { interleave } from '../measure/interleave.ts';
import { ratios, summarize } from '../measure/statistics.ts';
import { work } from '../measure/work.ts';
import type { Program } from '../programs.ts';
import { amount, ratio } from '../report/table.ts';
import { AzuriteQueue } from '../storage/azurite-queue.ts';
import type { Bench, Findings } from './chapter.ts';

const CONCURRENCY = 16;

/** The same against Azurite: storage that is slower than we are, as real storage is. */
export async function azurite({ bundles, rounds, isQuick, say }: Bench): Promise<Findings> {
  const { many, loop } = bundles;
  const messages = isQuick ? 20 : 100;
  say(`${messages} messages in Azurite`);
  await using service = await startAzurite();
  const queue = new AzuriteQueue(service);
  const trial = (program: Program) => async () => {
    await queue.fill(messages);
    return work(program, { settings: queue.settings, messages, concurrency: CONCURRENCY });
  };
  const { ours, loops } = await interleave(
    { ours: trial(many.cached), loops: trial(loop.cached) },
    { rounds },
  );
  const throughputs = [ours, loops].map((works) => works.map(({ throughput }) => throughput));
  const [own, others] = throughputs as [number[], number[]];
  return {
    tables: [
      {
        title: 'Many messages from Azurite',
        about: `${messages} messages at concurrency ${CONCURRENCY}, as above. Azurite is the limit here.`,
        columns: ['program', 'throughput', 'ratio'],
        rows: [
          ['ours', amount(summarize(own), '/s'), ratio(ratios(own, others))],
          ['hand-written loop', amount(summarize(others), '/s'), ratio(ratios(others, others))],
        ],
      },
    ],
  };
}

import { interleave } from '../measure/interleave.ts';
import { summarize } from '../measure/statistics.ts';
import { workAt, type SeenWork } from '../measure/work.ts';
import { amount, figure } from '../report/table.ts';
import type { Bench, Findings } from './chapter.ts';

const CONCURRENCY = 16;
const FEW = 250;

/** What a message costs as there are more of them, and more executors. */
export async function growth({ bundles, storage, rounds, isQuick, say }: Bench): Promise<Findings> {
  const { many } = bundles;
  const trial = (messages: number, executors = 1) => {
    const program = { ...many.cached, env: { ...many.cached.env, EXECUTORS: String(executors) } };
    return () => workAt(storage, program, { messages, concurrency: CONCURRENCY });
  };
  const cells = {
    '1 message': trial(1),
    '10 messages': trial(10),
    '100 messages': trial(100),
    [`${FEW} messages`]: trial(FEW),
    ...(isQuick ? {} : { '2000 messages': trial(2_000) }),
    [`${FEW} messages, 10 executors`]: trial(FEW, 10),
    [`${FEW} messages, 100 executors`]: trial(FEW, 100),
  };
  say('Growth');
  const works = await interleave<string, SeenWork>(cells, { rounds });
  return {
    tables: [
      {
        title: 'Growth',
        about: `What a message costs in a run of as many, at concurrency ${CONCURRENCY}; the first ones warm the process up.`,
        columns: ['run', 'CPU for a message', 'requests for a message'],
        rows: Object.entries(works).map(([name, of]) => [
          name,
          amount(summarize(of.map(({ cpu }) => cpu)), 'ms'),
          figure(summarize(of.map(({ requests }) => requests)).median),
        ]),
      },
    ],
  };
}

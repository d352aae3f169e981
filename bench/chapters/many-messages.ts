import { interleave } from '../measure/interleave.ts';
import { ratios, summarize } from '../measure/statistics.ts';
import { workAt, type SeenWork } from '../measure/work.ts';
import type { Program } from '../programs.ts';
import { amount, figure, percent, ratio } from '../report/table.ts';
import type { Target } from '../report/target.ts';
import type { Bench, Findings } from './chapter.ts';

/** How many messages each run has, by concurrency: enough for what is compiled while it runs not to be what is measured. */
const RUNS = [
  { concurrency: 1, messages: 1_000 },
  { concurrency: 16, messages: 8_000 },
  { concurrency: 64, messages: 16_000 },
];

/** What a message costs when one process works on many, beside a hand-written loop of the same shape. */
export async function manyMessages({
  bundles,
  storage,
  rounds,
  isQuick,
  say,
}: Bench): Promise<Findings> {
  const { many, loop } = bundles;
  const rows: string[][] = [];
  const targets: Target[] = [];
  for (const run of RUNS) {
    const { concurrency } = run;
    const messages = isQuick ? 50 : run.messages;
    say(`${messages} messages at concurrency ${concurrency}`);
    const trial = (program: Program) => () => workAt(storage, program, { messages, concurrency });
    const { ours, loops } = await interleave(
      { ours: trial(many.cached), loops: trial(loop.cached) },
      { rounds },
    );
    const of = (measure: keyof SeenWork) => summarize(ours.map((work) => work[measure]));
    const against = (measure: keyof SeenWork) =>
      ratios(
        ours.map((work) => work[measure]),
        loops.map((work) => work[measure]),
      );
    const [throughput, cpu] = [against('throughput'), against('cpu')];
    rows.push([
      String(concurrency),
      String(messages),
      amount(of('throughput'), '/s'),
      ratio(throughput),
      amount(of('cpu'), 'ms'),
      ratio(cpu),
      figure(of('requests').median),
      percent(of('server').median),
    ]);
    const name = `at concurrency ${concurrency}: ours / hand-written loop`;
    targets.push(
      { what: `throughput ${name}`, measured: throughput, atLeast: 0.95 },
      { what: `CPU for a message ${name}`, measured: cpu, atMost: 1.15 },
    );
  }
  return {
    tables: [
      {
        title: 'Many messages in one run',
        about:
          'Messages whose work takes no time, in storage that answers at once. Ratios are to a hand-written loop on the SDK ' +
          'that receives as many at once, works on as many at once and writes as many lines; both are bundled. The start is not counted. ' +
          'Storage was busy only part of the time, so it was not the limit.',
        columns: [
          'concurrency',
          'messages',
          'throughput',
          'ratio',
          'CPU for a message',
          'ratio',
          'requests for a message',
          'storage busy',
        ],
        rows,
      },
    ],
    targets,
  };
}

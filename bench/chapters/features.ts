import { interleave } from '../measure/interleave.ts';
import { runProgram } from '../measure/run-program.ts';
import { summarize } from '../measure/statistics.ts';
import { compiled } from '../programs.ts';
import { amount } from '../report/table.ts';
import type { Bench, Findings } from './chapter.ts';

/** The features, by the names the program knows them under, and what they are here. */
const FEATURES = {
  plain: 'a delivery with none of them',
  'no timers': 'the same without the timers of lease and timeout',
  'payload by class': 'three properties, five rules of class-validator',
  'payload by schema': 'the same in zod',
  'routing among 20': 'twenty executors by type',
  enhancers: 'a guard, an interceptor, a pipe and a filter',
  telemetry: "a span and the metrics of OpenTelemetry's SDK, made and not sent",
  'log lines': 'two lines of JSON',
} as const;

type Feature = keyof typeof FEATURES;

/** What each feature of the library adds to a delivery. */
export async function features({ rounds, isQuick, say }: Bench): Promise<Findings> {
  const deliveries = isQuick ? 200 : 5_000;
  say(`Features, ${deliveries} deliveries each`);
  const names = Object.keys(FEATURES) as Feature[];
  const trials = Object.fromEntries(
    names.map((name) => [name, () => cpuOf(name, deliveries)]),
  ) as Record<Feature, () => Promise<number>>;
  const cpu = await interleave(trials, { rounds });
  // What is loaded does not differ between the others.
  const starts = await interleave(
    { plain: () => cpuOf('plain', 1), telemetry: () => cpuOf('telemetry', 1) },
    { rounds },
  );
  const start = {
    plain: summarize(starts.plain).median,
    telemetry: summarize(starts.telemetry).median,
  };
  const more = (name: Feature) => (name === 'telemetry' ? start.telemetry - start.plain : 0);
  const microseconds = (values: readonly number[]) =>
    amount(summarize(values.map((value) => (value * 1_000) / deliveries)), 'µs');
  return {
    tables: [
      {
        title: 'What a feature costs',
        about:
          `CPU for a delivery, over ${deliveries} deliveries from a queue in the same process: no network, no SDK. First a delivery as a whole, ` +
          'then what each feature adds to it or takes away.',
        columns: ['feature', 'CPU for a delivery', 'what it is here'],
        rows: names.map((name) => [
          name,
          microseconds(
            name === 'plain'
              ? cpu.plain.map((value) => value - start.plain)
              : cpu[name].map((value, round) => value - cpu.plain[round]! - more(name)),
          ),
          FEATURES[name],
        ]),
      },
    ],
  };
}

/** In milliseconds, for the whole process: what does not differ between features does not count. */
async function cpuOf(feature: Feature, deliveries: number): Promise<number> {
  const env = { FEATURE: feature, DELIVERIES: String(deliveries) };
  const { cpu } = await runProgram({ file: compiled('features.js'), env }, {});
  return cpu;
}

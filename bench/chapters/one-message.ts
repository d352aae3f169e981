import { interleave } from '../measure/interleave.ts';
import { runProgram, type Life } from '../measure/run-program.ts';
import { ratios, summarize } from '../measure/statistics.ts';
import { compiled, SAMPLE, type Program } from '../programs.ts';
import { amount, ratio } from '../report/table.ts';
import type { Storage } from '../storage/storage.ts';
import type { Bench, Findings } from './chapter.ts';

/** A program, and what it is told of the storage. */
interface Candidate extends Program {
  readonly settings?: 'settings' | 'identitySettings' | 'sqsSettings';
}

/** What is told of each life. */
interface Lived extends Pick<Life, 'wall' | 'cpu' | 'peakMemory'> {
  /** In milliseconds from the start of the process; absent when nothing was received. */
  readonly firstReceive: number | undefined;
  readonly requests: number;
}

const LOOP = 'hand-written loop';
const LOOP_BUNDLED = 'hand-written loop, bundled, compile cache';
const IMAGE = 'sample, bundled, compile cache (the image)';

/** What one message costs when a process is started for it. */
export async function oneMessage({ bundles, storage, rounds, say }: Bench): Promise<Findings> {
  say('One message, whole process');
  const candidates = candidatesOf(bundles);
  const trials = Object.fromEntries(
    Object.entries(candidates).map(([name, candidate]) => [name, () => live(candidate, storage)]),
  );
  const lives = await interleave(trials, { rounds });
  const of = (name: string, measure: keyof Lived) => lives[name]!.map((life) => life[measure]!);
  const against = (name: string, reference: string, measure: keyof Lived) =>
    ratios(of(name, measure), of(reference, measure));
  return {
    tables: [
      {
        title: 'One message, whole process',
        about:
          'From the start of the process to its exit, for one message whose work takes no time. The ratio compares the wall time with ' +
          'that of the hand-written loop of the same round.',
        columns: ['program', 'wall', 'ratio', 'CPU', 'peak memory', 'first receive after'],
        rows: Object.keys(candidates).map((name) => [
          name,
          amount(summarize(of(name, 'wall')), 'ms'),
          ratio(against(name, LOOP, 'wall')),
          amount(summarize(of(name, 'cpu')), 'ms'),
          amount(summarize(of(name, 'peakMemory')), 'MiB'),
          lives[name]![0]!.firstReceive === undefined
            ? '–'
            : amount(summarize(of(name, 'firstReceive')), 'ms'),
        ]),
      },
    ],
    targets: [
      {
        what: 'one message, wall: image / hand-written loop',
        measured: against(IMAGE, LOOP, 'wall'),
        atMost: 0.9,
      },
      {
        what: 'one message, wall: image / hand-written loop, bundled, compile cache',
        measured: against(IMAGE, LOOP_BUNDLED, 'wall'),
        atMost: 1.35,
      },
      {
        what: 'one message, peak memory: image / hand-written loop',
        measured: against(IMAGE, LOOP, 'peakMemory'),
        atMost: 1,
      },
      {
        what: 'first receive: image / hand-written loop, bundled, compile cache',
        measured: against(IMAGE, LOOP_BUNDLED, 'firstReceive'),
        atMost: 1.35,
      },
      {
        what: 'one message, requests: image',
        measured: summarize(of(IMAGE, 'requests')),
        atMost: 2,
        atLeast: 2,
      },
    ],
  };
}

function candidatesOf({
  loop,
  nest,
  sample,
}: Bench['bundles']): Readonly<Record<string, Candidate>> {
  return {
    'bare Node': { file: compiled('nothing.js') },
    [LOOP]: { file: compiled('loop.js') },
    'hand-written loop, bundled': loop.plain,
    [LOOP_BUNDLED]: loop.cached,
    'Nest context that does nothing': { file: compiled('nest.js') },
    'Nest context that does nothing, bundled, compile cache': nest.cached,
    sample: { file: SAMPLE },
    'sample, bundled': sample.plain,
    [IMAGE]: sample.cached,
    'sample, bundled, compile cache, managed identity over TLS': {
      ...sample.cached,
      settings: 'identitySettings',
    },
    'sqs-consumer, against SQS': { file: compiled('sqs.js'), settings: 'sqsSettings' },
  };
}

async function live(
  { settings = 'settings', ...program }: Candidate,
  storage: Storage,
): Promise<Lived> {
  await storage.fill(1);
  const { startedAt, wall, cpu, peakMemory } = await runProgram(program, storage[settings]);
  const { firstReceive, receives, deletes, updates, others, left } = await storage.seen();
  if (firstReceive !== undefined && left > 0) throw new Error(`${program.file} left its message.`);
  return {
    wall,
    cpu,
    peakMemory,
    firstReceive: firstReceive === undefined ? undefined : firstReceive - startedAt,
    requests: receives + deletes + updates + others,
  };
}

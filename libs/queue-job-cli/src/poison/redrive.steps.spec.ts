import { describe, expect, it } from 'vitest';
import { Process, type Fate } from './faulty-queue.fixture.js';
import { RedriveBench } from './redrive.fixture.js';

const WANTED = ['a', 'b', 'c'];
const OTHERS = ['x', 'y'];

const isWanted = (text: string) => !text.includes('Another reason.');

async function arrange(): Promise<RedriveBench> {
  const bench = new RedriveBench();
  for (const text of WANTED) await bench.poisoned(text);
  for (const text of OTHERS) await bench.poisoned(text, 'Another reason.');
  return bench;
}

/** What is in the poison queue, out of its envelopes. */
const poisoned = ({ poison }: RedriveBench) =>
  poison.messages
    .map(({ text }) => (JSON.parse(text) as { message: { text: string } }).message.text)
    .toSorted();

/** The calls that a redrive makes when nothing happens to it. */
async function callsOfOne(): Promise<readonly string[]> {
  const calls: string[] = [];
  const bench = await arrange();
  await bench.redrive(
    new Process((call) => {
      calls.push(call);
      return 'pass';
    }),
    isWanted,
  );
  return calls;
}

const calls = await callsOfOne();
const at = (step: number, fate: Fate) => {
  let made = 0;
  return (): Fate => (made++ === step ? fate : 'pass');
};

/** Not of the first call, which only asks whether there is a queue: without its answer nothing is begun. */
const LOST_ANSWERS = ['lost before', 'lost after'] as const;

describe('redriving', () => {
  it('makes every kind of call', () => {
    expect(new Set(calls)).toEqual(
      new Set(['properties', 'receive', 'send', 'complete', 'release']),
    );
  });

  describe.each(calls.map((call, step) => ({ call, step })))(
    'at call $step, $call,',
    ({ step }) => {
      it.each(['crash before', 'crash after'] as const)(
        'loses nothing in a %s it takes effect, and is done by the next redrive',
        async (fate) => {
          const bench = await arrange();

          await bench.redrive(new Process(at(step, fate)), isWanted).catch(() => {});

          const everywhere = new Set([...poisoned(bench), ...bench.texts]);
          expect([...everywhere].toSorted()).toEqual([...WANTED, ...OTHERS]);
          await bench.clock.advance(60_000);
          const { report } = await bench.redrive(new Process(() => 'pass'), isWanted);
          expect(report).toMatchObject({ hidden: 0, isInterrupted: false });
          expect(new Set(bench.texts)).toEqual(new Set(WANTED));
          expect(poisoned(bench)).toEqual(OTHERS);
        },
      );

      it.each(step === 0 ? [] : LOST_ANSWERS)(
        'goes on after an answer that is %s it takes effect, and tells of every copy',
        async (fate) => {
          const bench = await arrange();

          const { report, redrive } = await bench.redrive(new Process(at(step, fate)), isWanted);

          expect(report).toMatchObject({ gone: 3, hidden: 0, away: { count: 0 } });
          expect(report.error).toBeUndefined();
          expect(new Set(bench.texts)).toEqual(new Set(WANTED));
          expect(poisoned(bench)).toEqual(OTHERS);
          expect(redrive.troubles).toEqual([]);
          expect(bench.texts.length - WANTED.length).toBeLessThanOrEqual(redrive.possibleCopies);
          const { poison, clock } = bench;
          expect(poison.messages.every(({ visibleOn }) => visibleOn <= clock.now())).toBe(true);
        },
      );
    },
  );
});

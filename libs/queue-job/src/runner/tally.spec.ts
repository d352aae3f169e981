import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { OUTCOMES, type Outcome } from '../outcome.js';
import { Tally } from './tally.js';

const report = (outcome: Outcome, messageId = outcome as string): DeliveryReport => ({
  messageId,
  dequeueCount: 1,
  outcome,
  duration: 1,
  isExecutorStillRunning: false,
});

const tallyOf = (...reports: DeliveryReport[]): Tally => {
  const tally = new Tally();
  for (const each of reports) tally.add(each);
  return tally;
};

const many = (count: number, outcome: Outcome, name = outcome as string): DeliveryReport[] =>
  Array.from({ length: count }, (_, n) => report(outcome, `${name} ${n}`));

const idsOf = ({ deliveries }: Tally): string[] => deliveries.map(({ messageId }) => messageId);

describe('Tally', () => {
  it('counts nothing at first', () => {
    const tally = new Tally();

    expect(tally.counts).toEqual({
      completed: 0,
      released: 0,
      poisoned: 0,
      'lease-lost': 0,
      aborted: 0,
    });
    expect(tally.deliveries).toEqual([]);
  });

  it.each(OUTCOMES)('counts what is %s', (outcome) => {
    const tally = tallyOf(report(outcome), report(outcome));

    expect(tally.counts).toEqual({ ...new Tally().counts, [outcome]: 2 });
  });

  it('keeps up to a hundred reports in the order in which they came', () => {
    const reports = [...many(60, 'completed'), ...many(40, 'released')];

    const tally = tallyOf(...reports);

    expect(tally.deliveries).toEqual(reports);
  });

  it('keeps no more than a hundred, and counts on', () => {
    const tally = tallyOf(...many(10_000, 'completed'));

    expect(tally.deliveries).toHaveLength(100);
    expect(tally.counts.completed).toBe(10_000);
  });

  it.each(['released', 'poisoned', 'lease-lost', 'aborted'] as const)(
    'gives up what was completed for what is %s',
    (outcome) => {
      const tally = tallyOf(...many(100, 'completed'), report(outcome), report('completed'));

      expect(idsOf(tally)).toEqual([
        ...Array.from({ length: 99 }, (_, n) => `completed ${n + 1}`),
        outcome,
      ]);
    },
  );

  it('keeps the order while it gives up', () => {
    const tally = tallyOf(
      report('poisoned', 'first'),
      ...many(99, 'completed'),
      ...many(98, 'released'),
    );

    expect(idsOf(tally)).toEqual([
      'first',
      'completed 98',
      ...many(98, 'released').map(({ messageId }) => messageId),
    ]);
  });

  it('keeps the first hundred that failed', () => {
    const tally = tallyOf(
      ...many(50, 'completed'),
      ...many(150, 'released'),
      ...many(50, 'completed'),
      report('poisoned'),
    );

    expect(idsOf(tally)).toEqual(many(100, 'released').map(({ messageId }) => messageId));
    expect(tally.counts).toMatchObject({ completed: 100, released: 150, poisoned: 1 });
  });
});

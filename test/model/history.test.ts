import { describe, expect, it } from 'vitest';
import { readHistory } from './history.fixture.ts';
import { printHistory, type History } from './history.ts';

const HISTORY: History = [
  { at: 0, kind: 'sent', message: 1 },
  { at: 250, kind: 'asked', process: 1, call: 1, name: 'receive', fault: 'answer-lost' },
  {
    at: 1_250,
    kind: 'received',
    process: 1,
    call: 1,
    message: 1,
    delivery: 2,
    leaseEndsAt: 3_250,
    progress: 0,
  },
  { at: 12_000, kind: 'told to stop', process: 12 },
  { at: 12_000, kind: 'crashed', process: 12, during: ['receive', 'renew'] },
  { at: 12_500, kind: 'remains', message: 1, queue: 'poison' },
];

describe('printHistory()', () => {
  it('writes a line for each event: when, in which process, what, with which message, and how', () => {
    const text = printHistory(HISTORY);

    expect(text).toBe(
      [
        '    0.000 s     sent m1',
        '    0.250 s p1  asked call=1 name=receive fault=answer-lost',
        '    1.250 s p1  received m1#2 call=1 leaseEndsAt=3250 progress=0',
        '   12.000 s p12 told to stop',
        '   12.000 s p12 crashed during=["receive","renew"]',
        '   12.500 s     remains m1 queue=poison',
      ].join('\n'),
    );
  });

  it('writes what can be read again', () => {
    const history = readHistory(printHistory(HISTORY));

    expect(history).toEqual(HISTORY);
  });
});

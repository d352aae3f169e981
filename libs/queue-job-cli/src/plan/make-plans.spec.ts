import { describe, expect, it } from 'vitest';
import { makePlans } from './make-plans.js';
import { PlanOptionError } from './plan-option.error.js';
import type { PlanOptionTexts } from './plan-options.js';
import { COMPARED } from './scaling-choice.js';

const labels = (texts: PlanOptionTexts) =>
  makePlans(texts).plans.map(({ setting }) => setting.label);

function faultsOf(texts: PlanOptionTexts): readonly string[] {
  try {
    makePlans(texts);
  } catch (error) {
    if (error instanceof PlanOptionError) return error.faults;
    throw error;
  }
  return [];
}

describe('makePlans()', () => {
  it('compares the presets of the chart and their alternatives unless something else is asked for', () => {
    const { plans } = makePlans({});

    expect(plans.map(({ setting }) => setting.label)).toEqual(COMPARED);
    expect(plans[0]).toMatchObject({
      seed: 1,
      load: { work: { min: 20_000, max: 60_000 }, failureRate: 0, crashRate: 0, delay: 0 },
      setting: {
        strategy: { name: 'accurate' },
        queueLengthStrategy: 'visibleonly',
        leaseGate: false,
        queueLength: 1,
        maxReplicaCount: 30,
        pollingInterval: 10_000,
        lease: 30_000,
        maxDequeueCount: 5,
      },
    });
    expect(plans[0]!.load.arrivals).toHaveLength(200);
  });

  it('takes a burst for the whole load, or with a rate for its beginning', () => {
    const [alone, both] = [
      makePlans({ burst: '7' }),
      makePlans({ burst: '7', rate: '1/s', for: '3s' }),
    ];

    expect(alone.plans[0]!.load.arrivals).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(both.plans[0]!.load.arrivals).toHaveLength(10);
  });

  it('reads every form of a value', () => {
    const { plans } = makePlans({
      rate: '0.5/h',
      for: '1d',
      work: '1m30s',
      podStart: '1s-3s',
      boot: '500ms',
      failureRate: '5%',
      crashRate: '0.01',
      maxMessages: 'Infinity',
      strategy: 'custom:2:0.5/all',
    });

    expect(plans).toMatchObject([
      {
        load: { work: { min: 90_000, max: 90_000 }, failureRate: 0.05, crashRate: 0.01 },
        cluster: { podStart: { min: 1_000, max: 3_000 }, boot: { min: 500, max: 500 } },
        setting: {
          maxMessages: Infinity,
          strategy: { name: 'custom', deduction: 2, percentage: 0.5 },
        },
      },
    ]);
    expect(plans[0]!.load.arrivals).toHaveLength(12);
  });

  it('compares every combination of values, under the default of the chart', () => {
    expect(labels({ poll: '5s,30s', maxReplicas: '10,20' })).toEqual([
      'poll 5s, max-replicas 10',
      'poll 5s, max-replicas 20',
      'poll 30s, max-replicas 10',
      'poll 30s, max-replicas 20',
    ]);
  });

  it('knows the presets of the chart by name', () => {
    expect(labels({ strategy: 'accurate,accurate+gate,inFlight' })).toEqual([
      'accurate/visibleonly',
      'accurate/visibleonly+gate',
      'default/all',
    ]);
  });

  it.each<[PlanOptionTexts, string]>([
    [
      { rate: '20' },
      '--rate: "20" is not understood. Give messages per second, minute, hour or day, such as 20/m.',
    ],
    [{ rate: '1/w' }, '--rate: "1/w" is not understood'],
    [{ rate: `${'9'.repeat(400)}/s`, for: '0s' }, 'is out of bounds. Give 1000000000 at most.'],
    [{ strategy: `custom:1:${'9'.repeat(400)}/all` }, 'is not understood. Give a strategy'],
    [
      { for: 'soon' },
      '--for: "soon" is not understood. Give a duration such as 30s, 10m or 1h30m.',
    ],
    [{ for: '31d' }, '--for: "31d" is out of bounds. Give 0s to 30d.'],
    [{ burst: '-1' }, '--burst: "-1" is out of bounds. Give a whole number from 0 to 1000000.'],
    [{ burst: '1e3' }, '--burst: "1e3" is not understood'],
    [{ work: '60s-20s' }, '--work: "60s-20s" is out of bounds. Give the shorter duration first.'],
    [{ work: '1s-2s-3s' }, '--work: "1s-2s-3s" is not understood'],
    [{ work: '' }, '--work: "" is not understood'],
    [{ failureRate: '120%' }, '--failure-rate: "120%" is out of bounds'],
    [{ failureRate: 'half' }, '--failure-rate: "half" is not understood'],
    [{ lease: '0s' }, '--lease: "0s" is out of bounds. Give 1s to 7d.'],
    [{ poll: '500ms' }, '--poll: "500ms" is out of bounds. Give 1s to 1d.'],
    [{ poll: '10s,' }, '--poll: "" is not understood'],
    [{ maxReplicas: '0' }, '--max-replicas: "0" is out of bounds'],
    [{ maxMessages: 'many' }, '--max-messages: "many" is not understood'],
    [
      { strategy: 'accurate/visible' },
      '--strategy: "accurate/visible" is not understood. Give a strategy',
    ],
    [{ strategy: 'custom/all' }, '--strategy: "custom/all" is not understood'],
    [{ strategy: 'toString' }, '--strategy: "toString" is not understood'],
    [{ seed: '1.5' }, '--seed: "1.5" is not understood'],
    [{ plot: 'some' }, '--plot: "some" is not understood. Give one of first, all, none.'],
    [{ rate: '0/s' }, '--rate, --burst: there is no message to plan for.'],
    [{ rate: '1000000/s' }, '600000000 messages are more than a simulation takes, 1000000.'],
    [
      { poll: '5s,10s,15s,20s', maxReplicas: '1,2,3,4' },
      '16 settings are more than one table compares, 12.',
    ],
  ])('names the option, its fault and the way out: %j', (texts, fault) => {
    expect(faultsOf(texts)).toEqual([expect.stringContaining(fault)]);
  });

  it('names all faults at once, and shows no more of a value than fits a line', () => {
    const faults = faultsOf({ rate: 'x', lease: 'y'.repeat(10_000) });

    expect(faults).toHaveLength(2);
    expect(faults[1]!.length).toBeLessThan(150);
  });
});

import { describe, expect, it } from 'vitest';
import { makePlans } from './make-plans.js';
import type { PlanOptionTexts } from './plan-options.js';
import { report, toJson } from './report.js';
import { simulate } from './simulate.js';
import { drawSvgPlot } from './svg-plot.js';

function reportOf(texts: PlanOptionTexts, maxSteps?: number) {
  const request = makePlans(texts);
  const results = request.plans.map((plan) => simulate(plan, maxSteps));
  return { request, results, text: report(request, results) };
}

/** One message, no chance. */
const ONE = { burst: '1', work: '10s', podStart: '1s', boot: '3s', strategy: 'accurate' };

describe('report()', () => {
  it('tells the load, the outcome and the requests of every setting', () => {
    const { text } = reportOf({ ...ONE, strategy: 'accurate,custom:0:1/all', plot: 'none' });

    expect(text).toBe(
      [
        '1 message at once, 10s of work each',
        'pods run after 1s and receive 3s later; lease 30s, retry delay 0s',
        'poll 10s, max-replicas 30, queue-length 1, max-messages 1, concurrency 1',
        '',
        'setting                 pods  empty  mean wait  95% within  done  poisoned  pod time  over after',
        'accurate/visibleonly *     1      0      4.0 s       4.0 s     1         0      13 s      15.0 s',
        'custom:0:1/all             1      0      4.0 s       4.0 s     1         0      13 s      15.0 s',
        '',
        'setting                 requests  receive  delete  renew  release  poison  KEDA peek  KEDA count',
        'accurate/visibleonly *         4        1       1      0        0       0          2           0',
        'custom:0:1/all                 4        1       1      0        0       0          0           2',
        '',
        '* a preset of the chart',
      ].join('\n'),
    );
  });

  it('says which setting never receives some messages, and what to do', () => {
    const { text } = reportOf({ ...ONE, strategy: 'custom:3:1/all', plot: 'none' });

    expect(text).toContain('custom:3:1/all: 1 of 1 messages are never received');
    expect(text).toContain("Lower the strategy's deduction");
  });

  it('says what was given up, and what to do', () => {
    const { text } = reportOf({ burst: '100', strategy: 'accurate', plot: 'none' }, 50);

    expect(text).toContain('accurate/visibleonly: given up after');
    expect(text).toContain('lower --rate, --for or --burst');
  });

  it('draws with plain characters, in 80 columns', () => {
    const { text } = reportOf({ plot: 'all' });
    const plots = text.slice(text.indexOf('* a preset'));

    expect(plots.match(/^waiting messages$/gm)).toHaveLength(6);
    expect(plots.match(/^running pods$/gm)).toHaveLength(6);
    expect(plots.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text.match(/[^\x20-\x7e\n]/g)).toBeNull();
  });

  it('draws a burst that is worked off by one pod after the other', () => {
    const { text } = reportOf({ ...ONE, burst: '4', maxReplicas: '1', work: '5s' });
    const rows = text.slice(text.indexOf('waiting messages')).split('\n').slice(1, 8);

    // Four wait, then three, two, one and none: the rows grow longer downwards.
    const lengths = rows.slice(0, 6).map((row) => row.match(/#/g)?.length ?? 0);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(rows[0]).toMatch(/^ +4 \|#+$/);
    expect(rows[6]).toMatch(/^ +0 \+_+-+$/);
  });
});

describe('toJson()', () => {
  it('has every figure for a script', () => {
    const { request, results } = reportOf({ ...ONE, maxMessages: 'infinity' });

    expect(JSON.parse(JSON.stringify(toJson(request, results)))).toEqual({
      seed: 1,
      results: [
        {
          label: 'accurate/visibleonly',
          setting: expect.objectContaining({ maxMessages: 'Infinity', pollingInterval: 10_000 }),
          end: 'finished',
          messages: 1,
          done: 1,
          poisoned: 0,
          pods: 1,
          emptyPods: 0,
          wait: { mean: 4, p95: 4, max: 4 },
          requests: {
            // One ahead while it is at work, one at the end.
            receives: 1 + 2,
            deletes: 1,
            renewals: 0,
            releases: 0,
            poisonSends: 0,
            peeks: 2,
            counts: 0,
          },
          podSeconds: 13,
          duration: 15,
        },
      ],
    });
  });
});

describe('drawSvgPlot()', () => {
  it('draws a panel for each setting, with its figures', () => {
    const { results } = reportOf({ burst: '20', strategy: 'accurate,inFlight' });

    const svg = drawSvgPlot('Twenty < thirty', results);

    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>Twenty &lt; thirty<\/title>/);
    expect(svg).toContain('accurate/visibleonly: 20 pods, 0 found nothing, mean wait');
    expect(svg.match(/<polyline /g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

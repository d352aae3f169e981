import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { ROOT } from '../package/run.ts';
import { CASES, type Case } from './alert-cases.ts';
import { only, render } from './chart.ts';
import { findHelms, findTool } from './tools.ts';

const promtool = findTool('promtool');
const { helm } = findHelms()[0]!;

const PAGE = readFileSync(join(ROOT, 'docs/three-in-the-morning.md'), 'utf8');

interface Rule {
  readonly alert: string;
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook_url', string>>;
}

/** The rules that the operator would hand to Prometheus. */
function rulesOf(values: object = {}): { readonly groups: readonly { readonly rules: Rule[] }[] } {
  const prometheusRule = { enabled: true, runbookUrl: 'https://example.com/night' };
  const manifests = render(helm, { values: { ...values, prometheusRule } });
  return only(manifests, 'PrometheusRule')['spec'];
}

const rules = () => rulesOf().groups.flatMap((group) => group.rules);

/** Runs promtool in a directory with these files. */
function check(args: readonly string[], files: Readonly<Record<string, object>>) {
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-alerts-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(directory, name), stringify(content));
  }
  const { status, stdout, stderr } = spawnSync(promtool!, args, {
    cwd: directory,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe.skipIf(promtool === undefined)('the alerts', () => {
  it.each(['keda', 'cronJob', 'job'])('are rules that Prometheus takes, for %s', (type) => {
    const made = rulesOf({ trigger: { type }, cronJob: { schedule: '@daily' } });

    const args = ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'];
    expect(check(args, { 'rules.yaml': made })).toMatchObject({ status: 0 });
  });

  const outcome = ({ fires }: Case) =>
    fires.length > 0 ? 'wake somebody for' : 'let sleep during';
  it.each(
    Object.entries(CASES).map(([name, one]) => ({ ...one, name: `${outcome(one)} ${name}` })),
  )('$name', ({ series, at, fires }) => {
    const test = {
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      promql_expr_test: [
        {
          expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
          eval_time: `${at}m`,
          exp_samples: fires.map((alert) => ({ labels: `{alertname="${alert}"}`, value: 1 })),
        },
      ],
    };
    const files = {
      'rules.yaml': rulesOf(),
      'test.yaml': { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] },
    };

    expect(check(['test', 'rules', 'test.yaml'], files)).toMatchObject({ status: 0 });
  });

  it('have a section each on the page of what to do, where their links lead', () => {
    const anchors = rules().map(({ annotations }) => annotations.runbook_url.split('#')[1]);

    const titles = PAGE.matchAll(/^### (.+)$/gm);
    expect([...titles].map(([, title]) => title!.toLowerCase().replaceAll(' ', '-'))).toEqual(
      expect.arrayContaining(anchors),
    );
  });

  it('read as the page shows one', () => {
    const { annotations } = rules().find(({ alert }) => alert === 'QueueJobMessagesPoisoned')!;

    const texts = [annotations.summary.replace(/\{\{.*\}\}/, '4'), annotations.description];
    for (const text of texts) expect(PAGE.replaceAll(/\s+/g, ' ')).toContain(text);
  });

  it('are shown to fire, each of them', () => {
    const all = rules().map(({ alert }) => alert);

    const shown = new Set(Object.values(CASES).flatMap(({ fires }) => fires));
    expect([...shown].toSorted()).toEqual(all.toSorted());
  });
});

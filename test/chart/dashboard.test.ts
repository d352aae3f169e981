import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHART, only, render } from './chart.ts';
import { findHelms, findTool } from './tools.ts';

const grafana = findTool('grafana-dashboard');
const promtool = findTool('promtool');
const FILE = readFileSync(join(CHART, 'files/dashboard.json'), 'utf8');

interface Dashboard {
  readonly uid?: string;
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly current?: object }[];
  };
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

const faultsIn = (text: string) => {
  const { status, stderr } = spawnSync(grafana!, { encoding: 'utf8', input: text });
  return { status, stderr };
};

/** The dashboard of a release, as text. */
const installed = (helm: string, release = 'q') => {
  const values = { dashboard: { enabled: true } };
  const maps = render(helm, { release, values }).filter(({ kind }) => kind === 'ConfigMap');
  const map = only(
    maps.filter(({ metadata }) => metadata.name.endsWith('-dashboard')),
    'ConfigMap',
  );
  return Object.values(map['data'] as Readonly<Record<string, string>>)[0]!;
};

describe('the dashboard', () => {
  it.skipIf(grafana === undefined).each([
    { what: 'as a file', text: FILE },
    ...findHelms().map(({ helm, major }) => ({
      what: `with Helm ${major}`,
      text: installed(helm),
    })),
  ])('is one that Grafana knows every field of, $what', ({ text }) => {
    expect(faultsIn(text)).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(grafana === undefined).each([
    ["unexpected field 'fillOpacities'", FILE.replace('"fillOpacity"', '"fillOpacities"')],
    ['expr: required field is missing', FILE.replace('"expr"', '"expression"')],
  ])('would be told of: %s', (fault, broken) => {
    expect(faultsIn(broken).stderr).toContain(fault);
  });

  it('is that of the queue and the job, under an id of its own', () => {
    const { helm } = findHelms()[0]!;
    const one = JSON.parse(installed(helm)) as Dashboard;
    const other = JSON.parse(installed(helm, 'other')) as Dashboard;

    const chosen = one.templating.list.map(({ name, current }) => [name, current]);
    const as = (value: string) => ({ text: value, value });
    expect(Object.fromEntries(chosen)).toEqual({
      datasource: undefined,
      queue: as('guardian-events'),
      namespace: as('default'),
      job: as('q-queue-job'),
    });
    expect(one.uid).toMatch(/^[0-9a-f]{40}$/);
    expect(other.uid).not.toBe(one.uid);
  });

  it.skipIf(promtool === undefined)('asks only what Prometheus understands', () => {
    const { panels } = JSON.parse(FILE) as Dashboard;
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

    const rules = expressions.map((expr, index) => ({
      record: `panel_${index}`,
      expr: expr.replaceAll(/\$__(?:rate_interval|range)/g, '5m'),
    }));
    const { status, stdout, stderr } = spawnSync(promtool!, ['check', 'rules', '--lint=none'], {
      encoding: 'utf8',
      input: JSON.stringify({ groups: [{ name: 'dashboard', rules }] }),
    });
    expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 });
  });
});

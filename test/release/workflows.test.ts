import { describe, expect, it } from 'vitest';
import { readWorkflows } from './workflow.ts';

/** An action at one commit, and which version that is. */
const PINNED = /^(?<action>[\w.-]+\/[\w./-]+)@(?<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+$/;

/** Another workflow of this repository, at the commit that runs. */
const OWN = /^\.\/\.github\/workflows\/[\w-]+\.yml$/;

const workflows = readWorkflows();
const jobs = workflows.flatMap(({ path, jobs: named }) =>
  Object.entries(named).map(([name, job]) => ({ where: `${path} ${name}`, ...job })),
);
const steps = jobs.flatMap(({ where, steps: own = [] }) =>
  own.map((step) => ({ where: `${where}: ${step.name ?? step.uses ?? step.run}`, ...step })),
);
const uses = workflows
  .flatMap(({ text }) => [...text.matchAll(/^ *(?:- )?uses: *(.+)$/gm)])
  .map(([, used = '']) => used);

describe('the workflows', () => {
  it('are the two that there are', () => {
    expect(workflows.map(({ path }) => path).toSorted()).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
    ]);
  });

  it('use actions at a commit that nobody can move, and say which version it is', () => {
    expect(uses.filter((used) => !PINNED.test(used) && !OWN.test(used))).toEqual([]);
  });

  it('use one version of each action', () => {
    const versions = new Map(uses.map((used) => [used.split('@')[0], used]));

    expect(uses.filter((used) => versions.get(used.split('@')[0]) !== used)).toEqual([]);
  });

  it('may nothing, unless a job says what it needs', () => {
    expect(workflows.map(({ permissions }) => permissions)).toEqual(workflows.map(() => ({})));
    expect(jobs.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  it('let no code of others run where something may be written or signed', () => {
    const installing = jobs.filter(({ steps: own = [] }) =>
      own.some(({ run = '' }) => /\bnpm (ci|cit|install|exec)\b|\.ci\/|\bgo install\b/.test(run)),
    );

    expect(installing.map(({ where }) => where)).toContain('.github/workflows/release.yml pack');
    const rights = installing.map(({ permissions }) => permissions);
    expect(rights).toEqual(installing.map(() => ({ contents: 'read' })));
  });

  it('leave no credentials in the checked out files', () => {
    const checkouts = steps.filter(({ uses: used }) => used?.startsWith('actions/checkout@'));

    expect(checkouts).not.toEqual([]);
    for (const { where, with: inputs } of checkouts) {
      expect({ where, ...inputs }).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('know no secret, and hand the token of the run to nothing but the registry and the release', () => {
    expect(workflows.filter(({ text }) => /\bsecrets\b/.test(text))).toEqual([]);

    const withToken = steps.filter((step) => JSON.stringify(step).includes('github.token'));
    for (const { where, uses: used, env } of withToken) {
      expect({
        where,
        known: used?.startsWith('docker/login-action@') || 'GH_TOKEN' in (env ?? {}),
      }) //
        .toEqual({ where, known: true });
    }
  });

  it('put nothing into scripts, which read variables instead', () => {
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });

  it('print no variable that holds a token', () => {
    expect(steps.filter(({ run = '' }) => /TOKEN|set -x|printenv|^\s*env\b/m.test(run))).toEqual(
      [],
    );
  });

  it('run nothing of strangers with rights', () => {
    const triggers = workflows.flatMap(({ on }) => Object.keys(on));

    expect(new Set(triggers)).toEqual(new Set(['pull_request', 'push', 'workflow_call']));
  });

  it('release what has passed CI, first what can be taken back, and tag it last', () => {
    const after = (name: string): string[] => {
      const { needs = [] } = workflows.find(({ jobs: named }) => name in named)!.jobs[name]!;
      const before = [needs].flat();
      return [...before, ...before.flatMap(after)];
    };

    expect(after('image')).toContain('ci');
    expect(after('chart')).toContain('ci');
    expect(after('npm')).toEqual(expect.arrayContaining(['ci', 'image', 'chart']));
    expect(after('tag')).toContain('npm');
  });

  it('end in time, and not beside themselves', () => {
    const endless = jobs.filter((job) => job.uses === undefined && !job['timeout-minutes']);

    expect(endless).toEqual([]);
    expect(workflows.filter(({ concurrency }) => concurrency === undefined)).toEqual([]);
  });
});

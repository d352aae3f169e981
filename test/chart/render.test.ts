import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CHART,
  LEAST,
  parse,
  podTemplateOf,
  render,
  renderText,
  VARIANTS,
  type Manifest,
} from './chart.ts';
import { makeSchemas, SCHEMA_FILE } from './json-schemas.ts';
import { findHelms, findModules, findTool } from './tools.ts';

const helms = findHelms();
const { helm } = helms[0]!;
const kubeconform = findTool('kubeconform');
const podSecurity = findTool('pod-security');
const modules = findModules();

const fileOf = (variant: string) => join(CHART, 'ci', `${variant}-values.yaml`);
const texts = new Map(
  VARIANTS.map((variant) => [variant, renderText(helm, { files: [fileOf(variant)] })]),
);

describe.each(VARIANTS)('the chart with ci/%s-values.yaml', (variant) => {
  const file = fileOf(variant);
  const text = texts.get(variant)!;

  it.each(helms)('passes the strict linter of Helm $major', ({ helm: linter }) => {
    const args = ['lint', CHART, '--strict', '--kube-version=1.37.0', `--values=${file}`];
    const { status, stdout, stderr } = spawnSync(linter, args, { encoding: 'utf8' });

    expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 });
  });

  it.skipIf(helms.length < 2)('is rendered alike, byte by byte, by both majors of Helm', () => {
    expect(renderText(helms[1]!.helm, { files: [file] })).toBe(text);
  });

  it('names each object once, in the namespace of the release, with the recommended labels', () => {
    const own = parse(text).filter(({ metadata }) => !metadata.name.endsWith('-extra'));

    const identities = own.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(identities).size).toBe(identities.length);
    for (const { metadata } of own) {
      expect(metadata).toMatchObject({
        namespace: 'default',
        labels: {
          'app.kubernetes.io/name': expect.any(String),
          'app.kubernetes.io/instance': 'q',
          'app.kubernetes.io/managed-by': 'Helm',
          'helm.sh/chart': expect.stringMatching(/^queue-job-/),
        },
      });
    }
  });

  it('tells a secret to nobody but the Secret', () => {
    const values = parse(text).filter(({ kind }) => kind !== 'Secret');

    expect(JSON.stringify(values)).not.toMatch(/AccountKey|SharedAccessSignature/);
  });
});

describe.skipIf(kubeconform === undefined || modules === undefined)('the schemas', () => {
  const kinds = VARIANTS.flatMap((variant) => parse(texts.get(variant)!).map(({ kind }) => kind));
  const directory = mkdtempSync(join(tmpdir(), 'queue-job-schemas-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const versions = modules === undefined ? [] : makeSchemas(modules, directory, kinds);

  const validate = (version: string, input: string) => {
    const location = join(directory, version, SCHEMA_FILE);
    const args = ['-strict', '-verbose', '-output=json', `-schema-location=${location}`, '-'];
    const { stdout, stderr } = spawnSync(kubeconform!, args, { encoding: 'utf8', input });
    if (stdout === '') throw new Error(stderr);
    const { resources } = JSON.parse(stdout) as { resources: { status: string; msg: string }[] };
    return resources;
  };

  it.each(versions)(
    'of Kubernetes %s and of the custom resources allow every variant',
    (version) => {
      for (const variant of VARIANTS) {
        const resources = validate(version, texts.get(variant)!);

        expect(resources.filter(({ status }) => status !== 'statusValid')).toEqual([]);
        expect(resources).toHaveLength(parse(texts.get(variant)!).length);
      }
    },
  );

  const scaledJob = texts.get('default')!;
  it.each([
    ['a field that a ScaledJob has not', scaledJob.replace('pollingInterval:', 'pollInterval:')],
    ['a word that KEDA does not know', scaledJob.replace('strategy: accurate', 'strategy: exact')],
    ['a field that a pod has not', scaledJob.replace('restartPolicy:', 'restartPolicies:')],
    ['a number where a text is wanted', scaledJob.replace('queueLength: "1"', 'queueLength: 1')],
  ])('find %s', (_, broken) => {
    expect(broken).not.toBe(scaledJob);
    for (const version of versions) {
      const faults = validate(version, broken).filter(({ status }) => status === 'statusInvalid');
      expect(faults).toHaveLength(1);
    }
  });
});

describe.skipIf(podSecurity === undefined)('the restricted Pod Security Standard', () => {
  const verdictsOn = (templates: readonly Manifest['spec'][]) =>
    JSON.parse(
      execFileSync(podSecurity!, ['restricted'], {
        encoding: 'utf8',
        input: JSON.stringify(templates),
      }),
    ) as string[][];

  it('admits the pods of every variant', () => {
    const templates = VARIANTS.map((variant) => podTemplateOf(parse(texts.get(variant)!)));

    expect(verdictsOn(templates)).toEqual(VARIANTS.map(() => []));
  });

  it.each([
    ['runAsNonRoot', { podSecurityContext: { runAsNonRoot: null } }],
    ['seccompProfile', { podSecurityContext: { seccompProfile: null } }],
    ['allowPrivilegeEscalation', { securityContext: { allowPrivilegeEscalation: true } }],
    ['unrestricted capabilities', { securityContext: { capabilities: null } }],
  ])('notices when a value takes away what it wants: %s', (fault, values) => {
    const [faults] = verdictsOn([podTemplateOf(render(helm, { files: [LEAST], values }))]);

    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});

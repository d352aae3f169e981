import { execFileSync, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../package/run.ts';

export const CHART = join(ROOT, 'helm/queue-job');

/** The files of values that show, and prove, one way to use the chart each. */
export const VARIANTS: readonly string[] = globSync('ci/*-values.yaml', { cwd: CHART })
  .map((path) => basename(path, '-values.yaml'))
  .toSorted();

/** The least values that work. */
export const LEAST = join(CHART, 'ci/default-values.yaml');

/** Renders as one of these; Helm without a cluster takes some version of its own. */
const KUBERNETES = '1.37.0';

/** An object of Kubernetes, as far as tests look at it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- a test names the path it looks at
  readonly [key: string]: any;
}

export interface RenderOptions {
  readonly chart?: string;
  readonly release?: string;
  readonly files?: readonly string[];
  /** Values that win over the files', as an object. */
  readonly values?: object;
}

const argumentsOf = ({ chart = CHART, release = 'q', files = [LEAST] }: RenderOptions) => [
  'template',
  release,
  chart,
  '--namespace=default',
  `--kube-version=${KUBERNETES}`,
  ...files.map((file) => `--values=${file}`),
  '--values=-',
];

/** What the chart makes of values, as text. */
export function renderText(helm: string, options: RenderOptions = {}): string {
  return execFileSync(helm, argumentsOf(options), {
    encoding: 'utf8',
    input: JSON.stringify(options.values ?? {}),
  });
}

/** What the chart makes of values, as objects. */
export function render(helm: string, options: RenderOptions = {}): readonly Manifest[] {
  return parse(renderText(helm, options));
}

/** The objects in a text of many, in which no key may be there twice. */
export function parse(text: string): readonly Manifest[] {
  return parseAllDocuments(text, { uniqueKeys: true })
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0]!;
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null);
}

/** What Helm says of values that it refuses. */
export function refusal(helm: string, options: RenderOptions): string {
  const { status, stderr } = spawnSync(helm, argumentsOf(options), {
    encoding: 'utf8',
    input: JSON.stringify(options.values ?? {}),
  });
  if (status === 0) throw new Error('Helm takes these values.');
  return stderr;
}

/** The only object of a kind. */
export function only(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`There are ${found.length} objects of kind ${kind}.`);
  return found[0]!;
}

/** The pod template, whatever starts it. */
export function podTemplateOf(manifests: readonly Manifest[]): Manifest['spec'] {
  const templates = manifests.flatMap(({ kind, spec }) => {
    if (kind === 'ScaledJob') return [spec.jobTargetRef.template];
    if (kind === 'CronJob') return [spec.jobTemplate.spec.template];
    return kind === 'Job' ? [spec.template] : [];
  });
  if (templates.length !== 1) throw new Error(`There are ${templates.length} pod templates.`);
  return templates[0];
}

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** What the chart is checked with. */
export const TOOLS = [
  'helm3',
  'helm4',
  'helm-unittest',
  'kubeconform',
  'helm-docs',
  'pod-security',
  'promtool',
  'grafana-dashboard',
] as const;
export type Tool = (typeof TOOLS)[number];

/** Where `.ci/chart-tools` has put all of them. */
const DIRECTORY = process.env['CHART_TOOLS'];

/** The path of a tool; `undefined` when this machine has none. */
export function findTool(tool: Tool): string | undefined {
  const path = DIRECTORY === undefined ? onPath(tool) : join(DIRECTORY, 'bin', tool);
  return path !== undefined && isExecutable(path) ? path : undefined;
}

/** The majors of Helm that are at hand. */
export function findHelms(): readonly { readonly major: string; readonly helm: string }[] {
  return (['helm3', 'helm4'] as const).flatMap((tool) => {
    const helm = findTool(tool);
    return helm === undefined ? [] : [{ major: tool.slice('helm'.length), helm }];
  });
}

/** The directory with the sources of schemas, which only `.ci/chart-tools` brings. */
export function findModules(): string | undefined {
  const directory = DIRECTORY === undefined ? undefined : join(DIRECTORY, 'modules');
  return directory !== undefined && existsSync(directory) ? directory : undefined;
}

/** A developer's Helm is called helm, whatever its major. */
function onPath(tool: Tool): string | undefined {
  const major = /^helm(\d)$/.exec(tool)?.[1];
  if (major === undefined) return lookUp(tool);
  const helm = lookUp('helm');
  const isMajor = helm !== undefined && versionOf(helm).startsWith(`v${major}.`);
  return isMajor ? helm : undefined;
}

function versionOf(helm: string): string {
  return execFileSync(helm, ['version', '--template', '{{.Version}}'], { encoding: 'utf8' });
}

function lookUp(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

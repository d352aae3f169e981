import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../package/run.ts';

/** `permissions:` of a workflow or a job. */
export type Permissions = Readonly<Record<string, string>>;

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  /** The jobs that must have succeeded before. */
  readonly needs?: string | readonly string[];
  /** Another workflow, which is the whole job. */
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

/** A workflow of GitHub, as far as it matters here. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflows(): readonly Workflow[] {
  return globSync('.github/workflows/*.{yml,yaml}', { cwd: ROOT }).map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { ...(parse(text) as Omit<Workflow, 'path' | 'text'>), path, text };
  });
}

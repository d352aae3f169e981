import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { DemoError } from './demo.error.ts';
import { isReceived, parseLogEntry, type LogEntry } from './log-entry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** In milliseconds: the `activeDeadlineSeconds` of these pods. */
const DEADLINE = 20_000;

/** The program that every pod runs, seen from the repository's root. */
export const SAMPLE = 'apps/guardians-sample/dist/main.js';

/** What the sample leaves for the kubelet. */
export interface TerminationMessage {
  readonly deliveries: readonly {
    readonly messageId: string;
    readonly dequeueCount: number;
    readonly outcome: string;
    readonly reason?: string;
  }[];
}

/** What Kubernetes knows of a pod that has ended. */
export interface PodEnd {
  readonly exitCode: number;
  /** Absent when the process was killed before it could write one. */
  readonly terminationMessage: TerminationMessage | undefined;
  readonly log: readonly LogEntry[];
  /** From the start of the process to its end, in milliseconds. */
  readonly duration: number;
}

export interface PodOptions {
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called when its log tells that a message was received; `evict` sends SIGTERM. */
  readonly onReceived: (messageId: string, evict: () => void) => void;
  /** Kills the process. */
  readonly abort: AbortSignal;
}

/** @throws DemoError when there is no program to run */
export function requireSample(): void {
  if (existsSync(join(ROOT, SAMPLE))) return;
  throw new DemoError(
    `The sample is not built: ${SAMPLE} is missing. Run \`npm run demo\`, which builds it first.`,
  );
}

/** Runs the sample once, as the kubelet would, and waits for its end. */
export async function runPod({ environment, onReceived, abort }: PodOptions): Promise<PodEnd> {
  const directory = await mkdtemp(join(tmpdir(), 'demo-pod-'));
  try {
    const terminationMessagePath = join(directory, 'termination-log');
    const start = performance.now();
    const log: LogEntry[] = [];
    const exitCode = await runProcess(
      { ...environment, TERMINATION_MESSAGE_PATH: terminationMessagePath },
      abort,
      (line, evict) => {
        const entry = parseLogEntry(line);
        log.push(entry);
        if (isReceived(entry)) onReceived(entry.fields.messageId, evict);
      },
    );
    const duration = performance.now() - start;
    const terminationMessage = await readTerminationMessage(terminationMessagePath);
    return { exitCode, terminationMessage, log, duration };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function runProcess(
  env: NodeJS.ProcessEnv,
  abort: AbortSignal,
  onLine: (line: string, evict: () => void) => void,
): Promise<number> {
  abort.throwIfAborted();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: join(ROOT, 'apps/guardians-sample'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE,
    killSignal: 'SIGKILL',
  });
  const evict = () => void child.kill('SIGTERM');
  const read = (output: Readable) =>
    createInterface(output).on('line', (line) => onLine(line, evict));
  read(child.stdout);
  read(child.stderr);
  const kill = () => void child.kill('SIGKILL');
  abort.addEventListener('abort', kill);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals];
    abort.throwIfAborted();
    return code ?? 128 + constants.signals[signal];
  } finally {
    abort.removeEventListener('abort', kill);
  }
}

async function readTerminationMessage(path: string): Promise<TerminationMessage | undefined> {
  if (!existsSync(path)) return undefined;
  return JSON.parse(await readFile(path, 'utf8')) as TerminationMessage;
}

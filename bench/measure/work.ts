import type { Program } from '../programs.ts';
import type { Storage } from '../storage/storage.ts';
import { runProgram } from './run-program.ts';

/** A run over many messages, and where they are. */
export interface WorkOptions {
  readonly settings: Readonly<Record<string, string>>;
  readonly messages: number;
  readonly concurrency: number;
}

/** What a run over many messages cost, without its start. */
export interface Work {
  /** Messages in a second. */
  readonly throughput: number;
  /** For a message, in milliseconds of the processor. */
  readonly cpu: number;
}

export async function work(
  program: Program,
  { settings, messages, concurrency }: WorkOptions,
): Promise<Work> {
  const { working } = await runProgram(program, {
    ...settings,
    StorageAccount__MaxMessages: String(messages),
    StorageAccount__Concurrency: String(concurrency),
  });
  if (working === undefined) throw new Error(`${program.file} made no request.`);
  return { throughput: messages / (working.wall / 1_000), cpu: working.cpu / messages };
}

/** The same, as the server saw it. */
export interface SeenWork extends Work {
  /** For a message. */
  readonly requests: number;
  /** Which part of the time the server was busy: well below 1, it was not the limit. */
  readonly server: number;
}

/** Works on the messages of the bench's own storage, all of them. */
export async function workAt(
  storage: Storage,
  program: Program,
  { messages, concurrency }: Omit<WorkOptions, 'settings'>,
): Promise<SeenWork> {
  await storage.fill(messages);
  const { settings } = storage;
  const done = await work(program, { settings, messages, concurrency });
  const { receives, deletes, updates, others, left, cpu } = await storage.seen();
  if (left > 0) throw new Error(`${program.file} left ${left} messages.`);
  const time = (messages / done.throughput) * 1_000;
  const requests = (receives + deletes + updates + others) / messages;
  return { ...done, requests, server: cpu / time };
}

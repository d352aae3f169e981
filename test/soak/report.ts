import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Books, Counts } from './books/books.ts';
import type { Violation } from './books/audit.ts';

/** Everything a soak has to show. */
export interface SoakReport {
  readonly seed: string;
  /** In milliseconds. */
  readonly duration: number;
  readonly books: Books;
  readonly violations: readonly Violation[];
  /** How many interleavings of one and the same code were tried besides, on virtual time. */
  readonly histories: number;
}

/** The machine, in a few words. */
export function describeMachine(): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? process.arch;
  return `${availableParallelism()} cores (${model}), ${gibibytes} GiB, Node ${process.versions.node}`;
}

/** The table of a soak, in Markdown. */
export function toMarkdown({ seed, duration, books, violations, histories }: SoakReport): string {
  const rows: readonly (readonly [string, string])[] = [
    ['messages sent', number(books.sent)],
    ['delivered', number(books.deliveries)],
    [
      'executed (begun, ended)',
      `${number(books.executionsBegun)}, ${number(books.executionsEnded)}`,
    ],
    ['completed', number(books.completed)],
    ['poisoned', number(books.poisoned)],
    ['completed, and poisoned nevertheless', number(books.completedAndPoisoned)],
    ['duplicated: executed to the end more than once', number(books.duplicated)],
    ['**lost**', `**${number(books.lost)}**`],
    ['against a promise', number(violations.length)],
    ['why messages came back', list(books.returns)],
    ['why messages came back during an execution', list(books.overlaps)],
    ['requests', number(books.requests)],
    ['faults injected', `${number(sum(books.faults))}: ${list(books.faults)}`],
    ['processes', number(books.processes)],
    ['kills (SIGKILL)', number(books.kills)],
    ['terms (SIGTERM)', number(books.terms)],
    ['pauses (SIGSTOP)', number(books.pauses)],
    ['exit codes', list(books.exitCodes)],
    ['interleavings on virtual time', number(histories)],
    ['seed', seed],
    ['duration', `${(duration / 60_000).toFixed(1)} min`],
    ['machine', describeMachine()],
  ];
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
  return ['| what | how many |', '| --- | --- |', ...lines, ''].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function list(counts: Counts): string {
  const sorted = Object.entries(counts).toSorted(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return sorted.map(([name, count]) => `${name}: ${number(count)}`).join(', ') || '–';
}

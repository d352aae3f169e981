import type { Call } from './call.ts';
import { CALLS } from './calls/index.ts';
import { AS_ONCE, CANNOT_BE, type End } from './end.ts';
import { tellLeft } from './tell-end.ts';
import { LASTING_FAULTS, WIRE_FAULTS, type FaultName } from './wire-faults.ts';

type Cell = End | typeof AS_ONCE | typeof CANNOT_BE;

/** What befalls a call, as tables have it, and its cell in each call. */
const ROWS: readonly (readonly [string, (call: Call) => Cell])[] = [
  ['nothing', (call) => call.undisturbed],
  ...(Object.keys(WIRE_FAULTS) as FaultName[]).map(
    (fault) => [fault, (call: Call) => call.once[fault]] as const,
  ),
  ...LASTING_FAULTS.map(
    (fault) => [`${fault}, for good`, (call: Call) => call.forGood[fault]] as const,
  ),
];

/** The matrix for people: exit codes at a glance, then each call with all that is expected. */
export const tellMatrix = (cells: number): string => `# Faults on the wire

<!-- Written by test/wire/matrix.test.ts; do not edit. -->

A proxy between the real SDK and Azurite puts each of these faults in the way of each call that a delivery makes to storage. Every
cell is a test, ${cells} in all: of the exit code, the outcome, what is left in the queues, and the number of tries where it tells
something. Each also proves that the executor is called once at most, with the whole message, and only while nobody else can receive
it; that no key is shown; and that the log names what went wrong.

Without "for good", the fault befalls one request and the service is well again. "–": this cannot happen to this call. "as once", or
″: the call is not made again, so it makes no difference whether the fault lasts. What is left is counted when all that comes back has
come back: "visible" can be received, "hidden" is under a lease still or put off, "poisoned" is in the poison queue.

## Faults

| name | a call… |
| --- | --- |
${Object.entries(WIRE_FAULTS)
  .map(([name, { phrase }]) => row(name, phrase))
  .join('\n')}

## Exit codes

${CALLS.map(({ name }, index) => `${index + 1}. ${name}`).join('\n')}

${table(
  ['what befalls it', ...CALLS.map((_, index) => `${index + 1}`)],
  ROWS.map(([what, cellOf]) => [what, ...CALLS.map((call) => tellCode(cellOf(call)))]),
)}

${CALLS.map(tellCall).join('\n\n')}
`;

function tellCall(call: Call): string {
  const cells = ROWS.map(([what, cellOf]) => [what, cellOf(call)] as const);
  return `## ${call.name.charAt(0).toUpperCase()}${call.name.slice(1)}

${table(
  ['what befalls it', 'exit code', 'outcome', 'left', 'tries'],
  cells.filter(([, cell]) => cell !== CANNOT_BE).map(([what, cell]) => [what, ...tellCell(cell)]),
)}`;
}

function tellCell(cell: Cell): string[] {
  if (typeof cell === 'string') return [cell, '', '', ''];
  const { exitCode, outcome = '–', left, tries = '' } = cell;
  return [`${exitCode}`, outcome, tellLeft(left), `${tries}`];
}

function tellCode(cell: Cell): string {
  if (cell === CANNOT_BE) return '–';
  return cell === AS_ONCE ? '″' : `${cell.exitCode}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = head.map(() => '---');
  return [head, line, ...rows].map((cells) => row(...cells)).join('\n');
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

import fc, { type Arbitrary, type Parameters, type RunDetails } from 'fast-check';
import { afterEach, expect } from 'vitest';

/** How many cases each property is given in an ordinary run, by what it is about. */
export const CASES = {
  'base64 of bytes': 6_000,
  'text of a message': 12_000,
  'body to be written': 6_000,
  'bytes to be written': 4_000,
  'body of an event': 12_000,
  'data to be replaced': 6_000,
  'message as a whole': 6_000,
  'progress to be saved': 4_000,
  'payload of a class': 3_000,
  'payload of a schema': 3_000,
  'payload too deep': 200,
  'thrown by anybody': 6_000,
  'secret in an error': 2_000,
  'thrown by an executor': 1_000,
  'poison envelope': 2_000,
  'termination message': 3_000,
  delivery: 3_000,
  'undecodable delivery': 1_000,
  'setting in code': 6_000,
  'setting in a file': 3_000,
  'setting in the environment': 3_000,
  'several settings': 1_000,
  'no options': 500,
  'secret in a setting': 6_000,
  'secret as a name': 1_000,
  'connection string': 6_000,
  'connection string in any order': 2_000,
  'duration as text': 6_000,
  'policy as text': 2_000,
  'duration of another type': 1_000,
  'duration to be written': 3_000,
  'appsettings as bytes': 1_000,
  'appsettings as JSON': 1_000,
} as const;

const { FUZZ_RUNS, FUZZ_SEED } = process.env;
const TIMES = Number(FUZZ_RUNS ?? 1);

/** In milliseconds: how long the cases of one test may take together. */
export const FUZZ_TIMEOUT = 120_000 * Math.max(1, TIMES);

/** In characters. */
const LONGEST_REPORT = 4_000;

/** The seed of an ordinary run, whose cases are the same every time. */
const ORDINARY_SEED = 20_260_101;

/**
 * The parameters of a property. An ordinary run tries the same cases every time; `FUZZ_RUNS=10` tries ten times as many, and
 * others every time. A failure prints its seed, and the smallest case that fails. To go the same way again, give the seed and
 * the same number of runs:
 *
 * @example
 * FUZZ_SEED=-1273645 FUZZ_RUNS=10 npx vitest run libs/queue-job/src/message/event.fuzz.spec.ts
 */
export function fuzz<T>(cases: keyof typeof CASES): Parameters<T> {
  const numRuns = Math.ceil(CASES[cases] * TIMES);
  const seed = FUZZ_SEED ?? (FUZZ_RUNS === undefined ? ORDINARY_SEED : undefined);
  return { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }), reporter: report };
}

/** What failed, without the 64 KiB that a case may have. */
function report<T>(run: RunDetails<T>): void {
  if (!run.failed) return;
  const text = fc.defaultReportMessage(run) ?? '';
  const half = LONGEST_REPORT / 2;
  const told = text.length > 2 * half ? `${text.slice(0, half)} … ${text.slice(-half)}` : text;
  throw new Error(told, { cause: run.errorInstance });
}

/** What must hold of a case, in words that its failure prints: cases differ in what there is to be said of them. */
export function ensure(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Error(`It does not hold that ${claim}.`);
}

/** Everything that every object, list, text and function has. */
const PROTOTYPES = [Object, Array, Function, String, Number, Boolean, Error, Promise, Uint8Array];
const shared = () =>
  PROTOTYPES.flatMap(({ prototype }) =>
    Reflect.ownKeys(prototype).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key)!;
      return [prototype, key, value, get, set] as unknown[];
    }),
  );
const SHARED = shared();

/** Fails every test of a file after which some prototype is not as it was before. */
export function keepPrototypes(): void {
  afterEach(() => {
    const now = shared();
    expect(now.length).toBe(SHARED.length);
    expect(now.every((part, index) => Object.is(part, SHARED[index]))).toBe(true);
  });
}

/** Names that mean something to JavaScript, to a library, or to us. */
export const NAMES = `
  __proto__ constructor prototype toString valueOf toJSON then length hasOwnProperty __defineGetter__
  type data data_base64 specversion id source eventType eventTime subject 0 -1 a.b $value
`.split(/\s+/);

/** What breaks lines, columns, encodings, quotes, patterns and templates. */
const UNITS = [
  '\u0000|\u0001|\t|\n|\r|\r\n|\u001B[31m|\u007F|\u0085|\u009B|\u2028|\u202E|\uFEFF|\uFFFE|\uFFFF',
  '\uD83C|\uDF33|\uD83C\uDF33|"|\'|\\|`|<|&|]]>|$&|$value|${0}|%s|%00|=|;|/|{|}|[|]|:|,|.|-|0|1e',
  '\u00A0| |a|Z|ß|世',
].flatMap((units) => units.split('|'));

/** What a log or a terminal stumbles over. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** What XML, in which a message travels, cannot carry as it is. */
export const NOT_IN_XML = /(?![\t\n\u007F-\u009F])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** In bytes: how long a text is in JSON that XML can carry. */
export const bytesInJson = (text: string): number =>
  Buffer.byteLength(JSON.stringify(text).replaceAll(/[\uFFFE\uFFFF]/g, '\\uffff'));

/** Up to 64 KiB of one thing, and something at its end. */
const long: Arbitrary<string> = fc
  .tuple(fc.constantFrom(...UNITS), fc.integer({ min: 1, max: 65_536 }), fc.constantFrom(...UNITS))
  .map(([unit, length, end]) => unit.repeat(Math.ceil(length / unit.length)) + end);

/** Any short text, and rather those that do harm. */
export const hostileWord: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
);

/** The same, and now and then one of 64 KiB. */
export const hostileText: Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: hostileWord },
  { weight: 1, arbitrary: long },
);

/** Any bytes; now and then 64 KiB of them. */
export const hostileBytes: Arbitrary<Buffer> = fc
  .oneof(
    { weight: 20, arbitrary: fc.uint8Array({ maxLength: 80 }) },
    { weight: 5, arbitrary: hostileText.map((text) => Buffer.from(text)) },
    { weight: 5, arbitrary: hostileText.map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le')) },
  )
  .map((bytes) => Buffer.from(bytes));

/** A text in which somebody's hand slipped a few times. */
export function mutated(texts: Arbitrary<string>): Arbitrary<string> {
  const slip = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, 5),
    hostileText,
  );
  return fc.tuple(texts, fc.array(slip, { maxLength: 3 })).map(([text, slips]) =>
    slips.reduce((changed, [place, removed, added]) => {
      const at = Math.floor(place * changed.length);
      return changed.slice(0, at) + added.slice(0, 100) + changed.slice(at + removed);
    }, text),
  );
}

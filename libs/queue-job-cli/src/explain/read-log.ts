/** A line of a log, or a termination message, as it is looked up. */
export interface LogLine {
  /** What it says, each text once; a text of many lines in its lines. */
  readonly texts: readonly string[];
  /** The exit code that a termination message tells. */
  readonly exitCode?: number;
}

/** How deep in a line of JSON texts are looked for: an error, its cause, and theirs. */
const DEEPEST = 8;

/** Reads a log, be its lines text or JSON, with or without the name of the pod that `kubectl logs --prefix` puts before them. */
export function readLog(log: string): LogLine[] {
  return log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const json = parse(line);
      if (json === undefined) return { texts: [line] };
      const texts = new Set(textsIn(json).flatMap((text) => text.split('\n')));
      const { exitCode } = json as { readonly exitCode?: unknown };
      return { texts: [...texts], ...(typeof exitCode === 'number' ? { exitCode } : {}) };
    });
}

function parse(line: string): object | undefined {
  const start = line.indexOf('{');
  if (start < 0) return undefined;
  try {
    return JSON.parse(line.slice(start)) as object;
  } catch {
    return undefined;
  }
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}

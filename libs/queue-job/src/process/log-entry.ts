import { inspect, types } from 'node:util';

/** What is written of one call of a logger. */
export interface LogCall {
  readonly level: string;
  /** Who logs, unless the call says so. */
  readonly context: string | undefined;
  readonly message: unknown;
  /** What a caller of Nest's loggers adds: fields, errors, a stack, and last the name of who logs. */
  readonly rest: readonly unknown[];
  /** What every line says besides; the caller's own fields win. */
  readonly fields: object;
}

/** How many causes deep an error is told. */
const DEEPEST = 5;

/** The types of what JSON writes as it is, or leaves out where it is `undefined`. */
const PLAIN = new Set(['string', 'number', 'boolean', 'undefined']);

/** Texts that are stacks: `Logger.error(message, stack)` is an old custom. */
const STACK = /\n[ \t]+at /;

/**
 * One log line: a JSON object with the properties that Nest's own JSON logger has, `level`, `pid`, `timestamp`, `message`,
 * `context`, `stack` and `error`, the fields beside them, and as `params` whatever else was given. The same under every version
 * of Nest. Never throws.
 */
export function logEntry({ level, context, message, rest, fields }: LogCall): string {
  const last = rest.at(-1);
  const isNamed = isContext(last);
  const told = { ...fields };
  const params: unknown[] = [];
  let stack: string | undefined;
  let error = message instanceof Error ? message : undefined;
  for (const value of isNamed ? rest.slice(0, -1) : rest) {
    if (isPlainObject(value)) Object.assign(told, value);
    else if (stack === undefined && isStack(value)) stack = value;
    else if (error === undefined && value instanceof Error) error = value;
    else if (value !== undefined && value !== stack && value !== error) params.push(value);
  }
  const own: Record<string, unknown> = {
    level,
    pid: process.pid,
    timestamp: Date.now(),
    message: message instanceof Error ? textOf(message) : resolved(message),
  };
  const name = isNamed ? last : context;
  if (name !== undefined) own['context'] = name;
  if (stack !== undefined) own['stack'] = stack;
  if (error !== undefined) own['error'] = errorEntry(error);
  if (params.length > 0) own['params'] = params;
  // In this order: a reader of a line finds first what every line has, and no field takes its place.
  return stringify({ ...own, ...told, ...own });
}

/** The name of who logs comes last, a text that is no stack. */
function isContext(value: unknown): boolean {
  return typeof value === 'string' && !isStack(value);
}

function isStack(value: unknown): value is string {
  return typeof value === 'string' && STACK.test(value);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Nest takes a class for its name, and calls any other function for its text. */
function resolved(message: unknown): unknown {
  if (typeof message !== 'function') return message;
  if (/^class\b/.test(Function.prototype.toString.call(message))) return message.name;
  try {
    return (message as () => unknown)();
  } catch (error) {
    return textOf(error);
  }
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'an error that cannot be read';
  }
}

/** What an error says of itself: only its own properties that are no objects, because those of clients hold whole requests. */
function errorEntry(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  if (depth > DEEPEST) return textOf(error);
  try {
    const { name, message, stack, cause, errors } = error as Error & { readonly errors?: unknown };
    const properties = Object.entries(error).filter(
      ([key, value]) => !['cause', 'errors'].includes(key) && Object(value) !== value,
    );
    const inner = (value: unknown) => errorEntry(value, depth + 1);
    return {
      ...Object.fromEntries(properties),
      name,
      message,
      stack,
      ...(cause === undefined ? {} : { cause: inner(cause) }),
      ...(Array.isArray(errors) ? { errors: errors.map(inner) } : {}),
    };
  } catch {
    return textOf(error);
  }
}

function stringify(entry: object): string {
  try {
    // Several times as fast without, and all that a delivery's own lines need.
    return JSON.stringify(entry, isPlain(entry) ? undefined : asText);
  } catch {
    // Something in it is circular, or throws when it is looked at.
    const shown = Object.entries(entry).map(([key, value]) => [key, shortened(value)]);
    return JSON.stringify(Object.fromEntries(shown));
  }
}

/** Whether JSON needs no help with any value. */
function isPlain(entry: object): boolean {
  return Object.values(entry).every((value) => value === null || PLAIN.has(typeof value));
}

/** What JSON has no way to write, or writes as nothing. */
function asText(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  const isOpaque = types.isMap(value) || types.isSet(value) || value instanceof Error;
  return isOpaque ? inspect(value) : value;
}

function shortened(value: unknown): unknown {
  if (Object(value) !== value && typeof value !== 'symbol' && typeof value !== 'bigint')
    return value;
  try {
    return inspect(value);
  } catch {
    return 'a value that cannot be shown';
  }
}

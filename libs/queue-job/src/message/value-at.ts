/** An object as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The value in a place of a body; `undefined` when there is none.
 *
 * @param path the names that lead there, from outside to inside
 */
export function valueAt(body: unknown, path: readonly string[]): unknown {
  let value = body;
  for (const name of path) {
    // Own properties only: "constructor" is nobody's type.
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** The same with another value in a place of it; the objects that lead there are made where they are missing. */
export function withValueAt(
  body: unknown,
  [name, ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (name === undefined) return value;
  if (!isObject(body)) return body;
  return { ...body, [name]: withValueAt(valueAt(body, [name]) ?? {}, rest, value) };
}

export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}

/**
 * How deeply a body may be nested whose payload is declared. Whoever converts and checks it calls itself level by level, and
 * somewhere above a thousand levels there is no room left on the stack; no payload that somebody means comes near.
 */
export const MOST_LEVELS = 500;

/** Whether there are more lists and objects within one another than that. Goes level by level, not into the depth. */
export function isNestedTooDeeply(body: unknown): boolean {
  let level = [body].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MOST_LEVELS) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

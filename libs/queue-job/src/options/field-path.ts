const FIELD_PATH = /^[^.\s]+(?:\.[^.\s]+)*$/;

/** Whether a value is the name of a field, or names joined by dots: `meta.kind`. */
export function isFieldPath(value: unknown): value is string {
  return typeof value === 'string' && FIELD_PATH.test(value);
}

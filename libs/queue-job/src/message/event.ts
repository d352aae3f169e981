import { parseBody } from './parse-body.js';
import { isObject, valueAt, withValueAt, type JsonObject } from './value-at.js';

/** What a body says of itself: which event it is, what about, and the data proper. */
export interface Event {
  /** Which executor it is for; absent when the body names no type. */
  readonly type?: string | undefined;
  /** What the envelope says besides, such as `id`, `source`, `subject`, `time` and `traceparent`; empty without one. */
  readonly attributes: JsonObject;
  /** The data in the envelope; without one, the whole body. */
  readonly body: unknown;
}

/**
 * Recognises CloudEvents 1.0 in structured JSON, the Event Grid schema, and plain JSON with a `type`. Anything else is its own
 * data, without a type.
 *
 * @param typeField where to look for the type instead, names joined by dots: `meta.kind`
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 * @see https://learn.microsoft.com/azure/event-grid/event-schema
 */
export function readEvent(body: unknown, typeField?: string): Event {
  const event = isObject(body)
    ? (fromCloudEvent(body) ?? fromEventGrid(body) ?? fromPlainJson(body))
    : { attributes: {}, body };
  return typeField === undefined ? event : { ...event, type: textAt(body, typeField.split('.')) };
}

/**
 * Puts other data into the envelope that a body has, if it has one. Where the data itself named the type, what takes its place
 * names it too if it can: a message whose progress was saved must come back to the same executor.
 */
export function replaceData(body: unknown, data: unknown, typeField = 'type'): unknown {
  const path = typeField.split('.');
  const type = textAt(body, path);
  const replaced = enveloped(body, data);
  return type === undefined || textAt(replaced, path) !== undefined
    ? replaced
    : withValueAt(replaced, path, type);
}

function enveloped(body: unknown, data: unknown): unknown {
  if (!isObject(body) || (!isCloudEvent(body) && !isEventGrid(body))) return data;
  const { data: _, data_base64: __, ...envelope } = body;
  return data instanceof Uint8Array && isCloudEvent(body)
    ? { ...envelope, data_base64: Buffer.from(data).toString('base64') }
    : { ...envelope, data };
}

function fromCloudEvent(body: JsonObject): Event | undefined {
  if (!isCloudEvent(body)) return undefined;
  const { data, data_base64: encoded, ...attributes } = body;
  return {
    type: textAt(attributes, ['type']),
    attributes,
    body: typeof encoded === 'string' ? parseBody(Buffer.from(encoded, 'base64')).body : data,
  };
}

function fromEventGrid(body: JsonObject): Event | undefined {
  if (!isEventGrid(body)) return undefined;
  const { data, ...attributes } = body;
  return { type: textAt(attributes, ['eventType']), attributes, body: data };
}

function fromPlainJson(body: JsonObject): Event {
  return { type: textAt(body, ['type']), attributes: {}, body };
}

function isCloudEvent(body: JsonObject): boolean {
  const { specversion, type, id, source } = body as Record<string, unknown>;
  return [specversion, type, id, source].every(isText) && (specversion as string).startsWith('1.');
}

function isEventGrid(body: JsonObject): boolean {
  const { eventType, eventTime, id, subject } = body as Record<string, unknown>;
  return [eventType, eventTime, id, subject].every(isText);
}

function textAt(body: unknown, path: readonly string[]): string | undefined {
  const value = valueAt(body, path);
  return isText(value) && value !== '' ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

import { types } from 'node:util';
import { readEvent } from '../message/event.js';
import { parseTraceparent } from '../message/trace-context.js';
import { isObject, valueAt, withValueAt, type JsonObject } from '../message/value-at.js';
import type { QueueJobOptions } from '../options/queue-job-options.js';
import { injectTraceContext } from '../telemetry/inject-trace-context.js';
import { UnsendableMessageError } from './errors/unsendable-message.error.js';
import type { EventOptions } from './event-options.js';
import { plainJson } from './plain-json.js';
import {
  emptyAttribute,
  invalidExtension,
  invalidTime,
  invalidTraceparent,
  looksEnveloped,
  noObject,
  noPlaceForType,
  noType,
  onlyInCloudEvents,
  otherType,
} from './sender.messages.js';

/** The settings that decide how an event is written. */
export type EventSettings = Pick<QueueJobOptions, 'eventFormat' | 'eventSource' | 'eventTypeField'>;

/** What CloudEvents has a meaning for. */
const RESERVED = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'datacontenttype',
  'dataschema',
  'data',
  'traceparent',
  'tracestate',
]);
const EXTENSION = /^[a-z0-9]{1,20}$/;

/** How large a whole number CloudEvents can carry. */
const MOST = 2 ** 31 - 1;

/** An event with its type and its data, and what is filled in when its options do not say it. */
export interface Written {
  readonly type: string;
  readonly data: unknown;
  readonly options: EventOptions;
  readonly id: string;
  readonly now: Date;
}

/**
 * Makes of an event the body of a message that is received as the same type with the same data.
 *
 * @throws UnsendableMessageError when it cannot be
 */
export function writeEvent(event: Written, settings: EventSettings): JsonObject {
  const { type, options } = event;
  if (typeof type !== 'string' || type === '' || type !== type.trim())
    throw unsendable(noType(type));
  const format = options.format ?? settings.eventFormat;
  return format === 'json' ? asPlainJson(event, settings) : asCloudEvent(event, settings);
}

function asCloudEvent(
  { type, data, options, id, now }: Written,
  { eventSource, eventTypeField }: EventSettings,
): JsonObject {
  const { subject, time = now, traceContext, extensions = {} } = options;
  const texts = { id: options.id ?? id, source: options.source ?? eventSource, subject };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined && !isText(text)) throw unsendable(emptyAttribute(name));
  }
  if (!isDate(time)) throw unsendable(invalidTime());
  if (traceContext !== undefined && parseTraceparent(traceContext.traceparent) === undefined) {
    throw unsendable(invalidTraceparent());
  }
  for (const [name, value] of Object.entries(extensions)) checkExtension(name, value);

  const envelope = injectTraceContext({
    specversion: '1.0',
    type,
    ...texts,
    time: time.toISOString(),
    ...traceContext,
    ...extensions,
    ...dataMembers(data),
  });
  const event = plainJson(envelope) as JsonObject;
  return eventTypeField === undefined ? event : withType(event, type, eventTypeField);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Of whatever realm: test runners have several. */
function isDate(value: unknown): boolean {
  return types.isDate(value) && !Number.isNaN(value.getTime());
}

function dataMembers(data: unknown): object {
  if (data === undefined) return {};
  return data instanceof Uint8Array
    ? {
        datacontenttype: 'application/octet-stream',
        data_base64: Buffer.from(data).toString('base64'),
      }
    : { datacontenttype: 'application/json', data: plainJson(data) };
}

function checkExtension(name: string, value: unknown): void {
  const isValue =
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (Number.isInteger(value) && Math.abs(value as number) <= MOST);
  if (!EXTENSION.test(name) || RESERVED.has(name) || !isValue) {
    throw unsendable(invalidExtension(name));
  }
}

/** Where the receiver looks for the type in another place than CloudEvents has it, it must stand there too. */
function withType(event: JsonObject, type: string, field: string): JsonObject {
  const isPlace = /^data\.|^type$/.test(field) || EXTENSION.test(field);
  const typed = isPlace ? typedAt(event, field, type) : undefined;
  if (typed === undefined) throw unsendable(noPlaceForType(field));
  return typed;
}

function asPlainJson(
  { type, data, options }: Written,
  { eventTypeField: field = 'type' }: EventSettings,
): JsonObject {
  const { format: _, ...attributes } = options;
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  if (given.length > 0) throw unsendable(onlyInCloudEvents(given.map(([name]) => name)));
  const body = plainJson(data ?? {});
  if (!isObject(body) || data instanceof Uint8Array) throw unsendable(noObject());
  const typed = typedAt(body, field, type);
  if (typed === undefined) throw unsendable(otherType(field));
  if (readEvent(typed).body !== typed) throw unsendable(looksEnveloped());
  return typed;
}

/** A body that names its type in a place; `undefined` when something else is in the way. */
function typedAt(body: JsonObject, field: string, type: string): JsonObject | undefined {
  const path = field.split('.');
  if (![undefined, type].includes(valueAt(body, path) as string)) return undefined;
  const typed = withValueAt(body, path, type) as JsonObject;
  return valueAt(typed, path) === type ? typed : undefined;
}

function unsendable(text: string): UnsendableMessageError {
  return new UnsendableMessageError(text);
}

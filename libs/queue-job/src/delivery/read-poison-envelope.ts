import { meaningOf } from '../message/message-encoding.js';
import { isObject, type JsonObject } from '../message/value-at.js';
import { POISON_ENVELOPE, type PoisonEnvelope } from './poison-envelope.js';

/**
 * Reads an envelope. What it says of the message and of the error was written by whoever sent the one and threw the other.
 *
 * @returns `undefined` for a text that is none
 */
export function readPoisonEnvelope(text: string): PoisonEnvelope | undefined {
  const value = meaningOf(text);
  return isObject(value) && isEnvelope(value) ? (value as unknown as PoisonEnvelope) : undefined;
}

function isEnvelope({ format, reason, poisonedOn, message, error, ...rest }: JsonObject): boolean {
  return (
    format === POISON_ENVELOPE &&
    isText(reason) &&
    isTime(poisonedOn) &&
    [rest['executor'], rest['type'], rest['traceparent']].every(isTextIfAny) &&
    isObject(message) &&
    isMessage(message) &&
    (error === undefined || (isObject(error) && isError(error)))
  );
}

function isMessage({
  id,
  queueName,
  insertedOn,
  expiresOn,
  dequeueCount,
  text,
}: JsonObject): boolean {
  return (
    [id, queueName, text].every(isText) &&
    [insertedOn, expiresOn].every(isTime) &&
    Number.isInteger(dequeueCount)
  );
}

function isError({ name, message, stack }: JsonObject): boolean {
  return isText(name) && [message, stack].every(isTextIfAny);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isText(value);
}

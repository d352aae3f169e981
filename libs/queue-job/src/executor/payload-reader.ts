import type { Type } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { InvalidPayloadError, type PayloadIssue } from '../message/errors/invalid-payload.error.js';
import { isObject } from '../message/value-at.js';
import type { Payload } from './executor-options.js';
import { isNestedTooDeeply, MOST_LEVELS } from './nesting.js';

/**
 * Makes a body the payload that an executor declares.
 *
 * @throws InvalidPayloadError when it is not one; whatever else a rule of the application throws passes through
 */
export type PayloadReader = (body: unknown) => Promise<unknown>;

export function payloadReader(payload: Payload<unknown>): PayloadReader {
  const read: PayloadReader = isStandardSchema(payload)
    ? (body) => readBySchema(payload, body)
    : (body) => readByClass(payload as Type<object>, body);
  return async (body) => {
    if (isNestedTooDeeply(body)) {
      const message = `it is nested more than ${MOST_LEVELS} levels deep`;
      throw new InvalidPayloadError([{ path: '', message }]);
    }
    return read(body);
  };
}

/** A schema may itself be a function, as arktype's are, so its mark counts first. */
export function isStandardSchema(payload: Payload<unknown>): payload is StandardSchemaV1 {
  return '~standard' in payload;
}

/** Whether a class has any rule; to class-validator, whose `forbidUnknownValues` asks the same, nothing is valid without one. */
export function hasRules(type: Type): boolean {
  return getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;
}

async function readBySchema(schema: StandardSchemaV1, body: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(body);
  if (result.issues === undefined) return result.value;
  throw new InvalidPayloadError(
    result.issues.map(({ path = [], message }) => ({
      path: path
        .map((step) => pathStep(typeof step === 'object' ? step.key : step))
        .join('')
        .replace(/^\./, ''),
      message,
    })),
  );
}

async function readByClass(type: Type<object>, body: unknown): Promise<object> {
  if (!isObject(body)) {
    throw new InvalidPayloadError([{ path: '', message: 'it must be an object' }]);
  }
  const instance = plainToInstance(type, convertible(body));
  const errors = await validate(instance, { forbidUnknownValues: true });
  if (errors.length > 0) throw new InvalidPayloadError(errors.flatMap((error) => issuesOf(error)));
  return instance;
}

/** What is wrong with an object as a whole comes without a property. */
type Issue = Omit<ValidationError, 'property'> & { readonly property?: string };

function issuesOf(
  { property, constraints = {}, children = [] }: Issue,
  parent = '',
): PayloadIssue[] {
  const step = property === undefined ? '' : pathStep(property);
  const path = `${parent}${step}`.replace(/^\./, '');
  return [
    ...Object.values(constraints).map((message) => ({ path, message })),
    ...children.flatMap((child) => issuesOf(child, path)),
  ];
}

/** `name` → `.name`, `0` → `[0]`. */
function pathStep(key: PropertyKey): string {
  return /^\d+$/.test(String(key)) ? `[${String(key)}]` : `.${String(key)}`;
}

/**
 * What class-transformer would keep of a body anyway: it skips the name "constructor" everywhere, but where no type is declared
 * it first takes what stands under it for a class, and fails. Where a text, number or date is declared it converts what it
 * finds, and would fail on an object with a field "toString"; so each has a text, the one that every object has.
 */
function convertible(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convertible);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'constructor')
      .map(([name, item]) => [name, convertible(item)]),
  );
  return Object.defineProperty(copy, Symbol.toPrimitive, { value: () => '[object Object]' });
}

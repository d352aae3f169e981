import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InvalidPayloadError, type PayloadIssue } from '../message/errors/invalid-payload.error.js';
import type { Payload } from './executor-options.js';
import { payloadReader } from './payload-reader.js';

/** A schema of somebody's own, which does what it is told. */
export function schemaOf<T>(
  validate: StandardSchemaV1.Props<unknown, T>['validate'],
): StandardSchemaV1<unknown, T> {
  return { '~standard': { version: 1, vendor: 'test', validate } };
}

/** What is wrong with a body; fails when nothing is, or when it cannot be told. */
export async function issuesOf(
  payload: Payload<unknown>,
  body: unknown,
): Promise<readonly PayloadIssue[]> {
  const error: unknown = await payloadReader(payload)(body).catch((thrown: unknown) => thrown);
  if (error instanceof InvalidPayloadError) return error.issues;
  throw new Error('The payload was not found invalid.', { cause: error });
}

import type { Type } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A payload's type, told so that it exists at run time: a class with class-validator's decorators, or a Standard Schema. */
export type Payload<T> = Type<T> | StandardSchemaV1<unknown, T>;

/** What `@QueueMessageExecutor()` can be told. */
export interface ExecutorOptions<T = unknown> {
  /**
   * The event type this executor is for, or several. Without one, the executor takes every message that no other takes.
   *
   * @example 'guardian.created'
   */
  readonly type?: string | readonly string[] | undefined;

  /**
   * What the body must be: a class, whose instance `message.body` then is (class-transformer) once its rules hold
   * (class-validator), or a Standard Schema (zod, valibot, arktype). A message whose body is not goes to the poison queue at
   * once. Without one, `message.body` is whatever was sent.
   */
  readonly payload?: Payload<T> | undefined;

  /**
   * Where the body says what may be worked on by one at a time, names joined by dots; the value is a text, number or boolean, and
   * a message without one goes to the poison queue at once. Of the messages of this job's queue that have the same value there,
   * in all pods together, only one is executed at a time. Needs the package `@azure/storage-blob` and the right to write blobs.
   *
   * What is guaranteed: an executor is called only by whoever holds the lease of a blob for that value, the service grants that
   * lease to one at a time, and it is renewed while the executor runs. When it cannot be renewed, or is broken, the executor's
   * signal is aborted with a `LockLostError`, some seconds before the lease ends where that can be known.
   *
   * What is not: a process that was paused until its lease had run out, or an executor that does not heed its signal, may still
   * be at work for a while when the next one begins. Where that would do harm, let what you write to refuse the older of two
   * writers (fencing). Nor is there an order: of several messages that wait, any may be next. And a message may be delivered more
   * than once as ever, one delivery after the other.
   *
   * A message that does not get the lock within the setting `SingletonWait` is not executed and comes back later, without an
   * attempt being used up: on what would be its last one, it is replaced by a copy with a new id and a new count.
   *
   * @example 'guardian.id'
   */
  readonly singleton?: string | undefined;
}

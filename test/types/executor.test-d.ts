import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { z } from 'zod';

// Nothing here is run. The build fails when a line below an "@ts-expect-error" compiles, or any other does not.

class CreateGuardian {
  readonly name!: string;
  readonly strength?: number;
}

class ArmGuardian extends CreateGuardian {
  readonly weapon!: string;
}

class Unrelated {
  readonly id!: number;
}

interface CreatedGuardian {
  readonly name: string;
  readonly born: Date;
}

const createdGuardian = z.object({
  name: z.string(),
  born: z.string().transform((text) => new Date(text)),
});
const arktypeLike = Object.assign(() => true, {} as StandardSchemaV1<string, CreatedGuardian>);

// With a class: its type, and what is wider.

@QueueMessageExecutor({ payload: CreateGuardian })
export class OfClass implements IQueueMessageExecutor<CreateGuardian> {
  async execute(_message: QueueMessage<CreateGuardian>, _signal: AbortSignal): Promise<void> {}
}

@QueueMessageExecutor({ type: 'guardian.create', payload: CreateGuardian })
export class OfClassWithoutSignal {
  execute(_message: QueueMessage<CreateGuardian>): void {}
}

@QueueMessageExecutor({ type: ['guardian.create', 'guardian.arm'], payload: ArmGuardian })
export class OfBase {
  execute(_message: QueueMessage<CreateGuardian>): void {}
}

@QueueMessageExecutor({ payload: CreateGuardian })
export class OfInterface {
  execute(_message: QueueMessage<{ readonly name: string }>): void {}
}

@QueueMessageExecutor({ payload: CreateGuardian })
export class OfUnknown implements IQueueMessageExecutor {
  async execute(_message: QueueMessage): Promise<void> {}
}

@QueueMessageExecutor({ payload: CreateGuardian })
export class OfNothing {
  execute(): void {}
}

@QueueMessageExecutor({ payload: CreateGuardian })
export class OfProperty {
  readonly execute = async (_message: QueueMessage<CreateGuardian>): Promise<void> => {};
}

// With a class: neither what is unrelated, nor what is narrower.

// @ts-expect-error: a message of another type
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfUnrelated implements IQueueMessageExecutor<Unrelated> {
  async execute(_message: QueueMessage<Unrelated>, _signal: AbortSignal): Promise<void> {}
}

// @ts-expect-error: a message that promises more than the payload has
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfSubclass implements IQueueMessageExecutor<ArmGuardian> {
  async execute(_message: QueueMessage<ArmGuardian>, _signal: AbortSignal): Promise<void> {}
}

// @ts-expect-error: a message whose optional field is taken for granted
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfRequired {
  execute(_message: QueueMessage<Required<CreateGuardian>>): void {}
}

// @ts-expect-error: a message of text
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfText {
  execute(_message: QueueMessage<string>): void {}
}

// @ts-expect-error: the body in place of the message
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfBody {
  execute(_body: CreateGuardian): void {}
}

// @ts-expect-error: a property is checked like a method
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfNarrowProperty {
  readonly execute = async (_message: QueueMessage<ArmGuardian>): Promise<void> => {};
}

// @ts-expect-error: more parameters than an executor is given
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfThreeParameters {
  execute(_message: QueueMessage<CreateGuardian>, _signal: AbortSignal, _more: string): void {}
}

// @ts-expect-error: a signal that is none
@QueueMessageExecutor({ payload: CreateGuardian })
export class OfAnotherSignal {
  execute(_message: QueueMessage<CreateGuardian>, _signal: string): void {}
}

// With a schema: what it makes of a body, not what it reads.

@QueueMessageExecutor({ payload: createdGuardian })
export class OfSchema implements IQueueMessageExecutor<CreatedGuardian> {
  async execute(_message: QueueMessage<CreatedGuardian>): Promise<void> {}
}

@QueueMessageExecutor({ payload: createdGuardian })
export class OfInferred {
  execute(_message: QueueMessage<z.infer<typeof createdGuardian>>): void {}
}

@QueueMessageExecutor({ payload: createdGuardian })
export class OfPart {
  execute(_message: QueueMessage<{ readonly born: Date }>): void {}
}

@QueueMessageExecutor({ payload: z.array(z.int()) })
export class OfList {
  execute(_message: QueueMessage<readonly number[]>): void {}
}

@QueueMessageExecutor({ payload: z.union([z.string(), z.null()]) })
export class OfUnion {
  execute(_message: QueueMessage<string | null>): void {}
}

// @ts-expect-error: what the schema reads, before it is converted
@QueueMessageExecutor({ payload: createdGuardian })
export class OfInput {
  execute(_message: QueueMessage<z.input<typeof createdGuardian>>): void {}
}

// @ts-expect-error: a message of another type
@QueueMessageExecutor({ payload: createdGuardian })
export class OfUnrelatedToSchema {
  execute(_message: QueueMessage<Unrelated>): void {}
}

// @ts-expect-error: a message that promises more than the schema has
@QueueMessageExecutor({ payload: createdGuardian })
export class OfMoreThanSchema {
  execute(_message: QueueMessage<CreatedGuardian & Unrelated>): void {}
}

// @ts-expect-error: only one of the types that a message may have
@QueueMessageExecutor({ payload: z.union([z.string(), z.null()]) })
export class OfHalfUnion {
  execute(_message: QueueMessage<string>): void {}
}

// Without a payload: anything, for nobody has checked it.

@QueueMessageExecutor()
export class OfAnything implements IQueueMessageExecutor<CreateGuardian> {
  async execute(_message: QueueMessage<CreateGuardian>): Promise<void> {}
}

@QueueMessageExecutor({ type: 'guardian.create' })
export class OfAnythingTyped {
  execute(_message: QueueMessage<Unrelated>): void {}
}

@QueueMessageExecutor({ payload: undefined })
export class OfAnythingExplicitly {
  execute(_message: QueueMessage<string>): void {}
}

@QueueMessageExecutor<CreateGuardian>()
export class OfWhatItSays {
  execute(_message: QueueMessage<CreateGuardian>): void {}
}

// @ts-expect-error: not what it says
@QueueMessageExecutor<CreateGuardian>()
export class OfWhatItDoesNotSay {
  execute(_message: QueueMessage<Unrelated>): void {}
}

// No executor at all.

// @ts-expect-error: no method
@QueueMessageExecutor()
export class WithoutMethod {}

// @ts-expect-error: a method by another name
@QueueMessageExecutor()
export class WithAnotherMethod {
  handle(_message: QueueMessage): void {}
}

// @ts-expect-error: an abstract class
@QueueMessageExecutor()
export abstract class Abstract {
  execute(): void {}
}

// No option at all.

// @ts-expect-error: a type that is no text
export const numberType = QueueMessageExecutor({ type: 7 });
// @ts-expect-error: an instance
export const instancePayload = QueueMessageExecutor({ payload: new CreateGuardian() });
// @ts-expect-error: a name
export const textPayload = QueueMessageExecutor({ payload: 'CreateGuardian' });
// @ts-expect-error: an option that is misspelt
export const misspelt = QueueMessageExecutor({ types: ['guardian.create'] });

// A schema that is a function is a schema.

@QueueMessageExecutor({ payload: arktypeLike })
export class OfCallableSchema {
  execute(_message: QueueMessage<CreatedGuardian>): void {}
}

// @ts-expect-error: a message of another type
@QueueMessageExecutor({ payload: arktypeLike })
export class OfUnrelatedToCallableSchema {
  execute(_message: QueueMessage<Unrelated>): void {}
}

// An application with an executor for each of several event types; the first argument says what is different.
import { Module, type Type } from '@nestjs/common';
import { Type as Each } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, ValidateNested } from 'class-validator';
import {
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';
import { z } from 'zod';

/** What the application tells the test of every message that an executor was called with. */
export interface Handled {
  readonly event: 'handled';
  readonly executor: string;
  /** Absent when the message has none. */
  readonly type?: string;
  readonly attributes: QueueMessage['attributes'];
  /** Bytes as a list of numbers. */
  readonly body: unknown;
  /** The name of the body's class. */
  readonly bodyClass: string;
}

function tellHandled(executor: object, { type, attributes, body }: QueueMessage): void {
  process.send?.({
    event: 'handled',
    executor: executor.constructor.name,
    ...(type === undefined ? {} : { type }),
    attributes,
    body: body instanceof Uint8Array ? [...body] : body,
    bodyClass: (Object(body) as object).constructor.name,
  } satisfies Handled);
}

class Weapon {
  @IsInt()
  readonly damage!: number;
}

class CreateGuardian {
  @IsString()
  @IsNotEmpty()
  readonly name!: string;

  @IsOptional()
  @ValidateNested({ each: true })
  @Each(() => Weapon)
  readonly weapons?: readonly Weapon[];
}

const ArmGuardian = z.object({
  name: z.string().trim().min(1),
  weapon: z.object({ damage: z.coerce.number<string>() }),
});
type ArmGuardian = z.infer<typeof ArmGuardian>;

@QueueMessageExecutor({ type: 'guardian.create', payload: CreateGuardian })
class CreateGuardianExecutor implements IQueueMessageExecutor<CreateGuardian> {
  execute(message: QueueMessage<CreateGuardian>): void {
    tellHandled(this, message);
  }
}

@QueueMessageExecutor({ type: 'guardian.create' })
class SecondCreateExecutor implements IQueueMessageExecutor {
  execute(message: QueueMessage): void {
    tellHandled(this, message);
  }
}

@QueueMessageExecutor({ type: ['guardian.arm', 'guardian.rearm'], payload: ArmGuardian })
class ArmGuardianExecutor implements IQueueMessageExecutor<ArmGuardian> {
  execute(message: QueueMessage<ArmGuardian>): void {
    tellHandled(this, message);
  }
}

@QueueMessageExecutor()
class DefaultExecutor implements IQueueMessageExecutor {
  execute(message: QueueMessage): void {
    tellHandled(this, message);
  }
}

const MORE: Readonly<Record<string, Type>> = {
  'with-default': DefaultExecutor,
  'with-second-create': SecondCreateExecutor,
};

const more = process.argv[2] === undefined ? [] : [MORE[process.argv[2]]!];

@Module({
  imports: [QueueJobModule.forRoot()],
  providers: [CreateGuardianExecutor, ArmGuardianExecutor, ...more],
})
class EventsModule {}

await QueueJobFactory.run(EventsModule);

import { Module, type Type } from '@nestjs/common';
import {
  QueueJobFactory,
  QueueJobModule,
  QueueMessageExecutor,
  type IQueueMessageExecutor,
  type QueueMessage,
} from 'nestjs-queue-job';

type Guardian = { readonly name: string };

/** How many executors share the work by type; the first one gets all of it. */
const count = Number(process.env['EXECUTORS'] ?? 1);

/** An executor with the same work as in the hand-written loop: next to none. */
function executor(type: string): Type {
  @QueueMessageExecutor(count === 1 ? {} : { type })
  class GuardianExecutor implements IQueueMessageExecutor<Guardian> {
    execute({ body }: QueueMessage<Guardian>): Promise<void> {
      if (body.name === '') throw new Error('A guardian needs a name.');
      return Promise.resolve();
    }
  }
  return GuardianExecutor;
}

const providers = Array.from({ length: count }, (_, index) =>
  executor(index === 0 ? 'guardian.create' : `guardian.${index}`),
);

@Module({ imports: [QueueJobModule.forRoot()], providers })
class AppModule {}

await QueueJobFactory.run(AppModule);

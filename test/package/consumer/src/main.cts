import nest = require('@nestjs/common');
import queueJob = require('nestjs-queue-job');

interface CreateGuardian {
  readonly name: string;
}

@queueJob.QueueMessageExecutor()
class CreateGuardianExecutor implements queueJob.IQueueMessageExecutor<CreateGuardian> {
  execute({ body }: queueJob.QueueMessage<CreateGuardian>): void {
    new nest.Logger('Guardians').log(`${body.name} is created.`);
  }
}

@nest.Module({
  imports: [queueJob.QueueJobModule.forRoot()],
  providers: [CreateGuardianExecutor],
})
class AppModule {}

void queueJob.QueueJobFactory.run(AppModule);

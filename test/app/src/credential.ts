// A job that signs in with a credential its code brings along.
import { Module } from '@nestjs/common';
import { QueueJobFactory, QueueJobModule } from 'nestjs-queue-job';
import { ScriptedExecutor } from './scripted.executor.js';

/** Always gives the token that the variable `TOKEN` holds. */
const credential = {
  getToken: () =>
    Promise.resolve({
      token: process.env['TOKEN'] ?? '',
      expiresOnTimestamp: Date.now() + 3_600_000,
    }),
};

@Module({
  imports: [QueueJobModule.forRoot({ authenticationScheme: credential })],
  providers: [ScriptedExecutor],
})
class CredentialModule {}

await QueueJobFactory.run(CredentialModule);

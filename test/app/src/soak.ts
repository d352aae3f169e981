// A job of the soak: what its executor does is in a journal, and its requests say which process they are of.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { Module } from '@nestjs/common';
import { QueueJobFactory, QueueJobModule } from 'nestjs-queue-job';
import { journal, SoakExecutor } from './soak.executor.js';
import { monotonic } from './soak.journal.js';

/** In milliseconds: how often it is looked whether the event loop goes on, and from when on it is said to stand still. */
const TICK = 50;
const STILL = 50;

@Module({ imports: [QueueJobModule.forRoot()], providers: [SoakExecutor] })
class SoakModule {}

subscribe('http.client.request.created', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  request.setHeader('soak-process', process.env['PROCESS']!);
});

let last = monotonic();
setInterval(() => {
  const late = monotonic() - last - TICK;
  if (late > STILL) journal.note({ event: 'still', for: late });
  last = monotonic();
}, TICK).unref();

const run = QueueJobFactory.run(SoakModule);
journal.note({ event: 'up' });
await run;
journal.note({ event: 'over' });

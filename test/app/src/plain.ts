// A job without the factory, as the documentation of `QueueJobRunner` allows.
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { QueueJobRunner } from 'nestjs-queue-job';
import { AppModule } from './app.module.js';
import { tell } from './channel.js';

const logger = new ConsoleLogger({ json: true });
const app = await NestFactory.createApplicationContext(AppModule, { logger });
app.enableShutdownHooks();
tell({ event: 'ready' });

const { exitCode, deliveries } = await app.get(QueueJobRunner).completion;

tell({ event: 'completion', exitCode, outcomes: deliveries.map(({ outcome }) => outcome) });
process.exitCode = exitCode;
await app.close();

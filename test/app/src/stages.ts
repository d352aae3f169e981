import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { goOrTerminate, tell } from './channel.js';
import type { Stage } from './script.js';

const isListed = (variable: 'HOLD' | 'HANG' | 'EXIT', stage: Stage): boolean =>
  process.env[variable]?.split(',').includes(stage) === true;

/** The application's own hooks, which tell when they are called, and do there what a test wants. */
@Injectable()
export class Stages implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly config: ConfigService) {}

  onModuleInit(): Promise<void> {
    return this.#pass('module-init');
  }

  onApplicationBootstrap(): Promise<void> {
    return this.#pass('bootstrap');
  }

  onModuleDestroy(): Promise<void> {
    return this.#pass('destroy');
  }

  async #pass(stage: Stage): Promise<void> {
    tell({ event: stage, queueName: this.config.get<string>('StorageAccount.QueueName') });
    if (isListed('HOLD', stage)) await goOrTerminate();
    if (isListed('HANG', stage)) await new Promise<never>(() => {});
    if (isListed('EXIT', stage)) process.exit();
    tell({ event: 'passed', stage });
  }
}

import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { goOrTerminate, tell } from './channel.js';
import type { Stage } from './script.js';

const HELD = process.env['HOLD']?.split(',');

/** The application's own hooks, which tell when they are called, and wait where a test wants it. */
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
    if (HELD?.includes(stage)) await goOrTerminate();
    tell({ event: 'passed', stage });
  }
}

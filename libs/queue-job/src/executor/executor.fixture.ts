import type { LoggerService, ModuleMetadata, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { onTestFinished } from 'vitest';
import { Clock } from '../clock/clock.js';
import { ManualClock } from '../clock/manual-clock.js';
import { LockService } from '../lock/lock-service.js';
import { MemoryLockService } from '../lock/memory/memory-lock-service.js';
import { QueueJobOptions } from '../options/queue-job-options.js';
import { EnhancedCall } from './enhanced-call.js';
import { ExecutorExplorer } from './executor.explorer.js';
import { ExecutorRegistry } from './executor.registry.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';
import { SingletonCall } from './singleton-call.js';

/** Nest notes down every failure that a filter was asked about and did not handle. */
const SILENT: LoggerService = { log() {}, warn() {}, error() {} };

/** An executor that has nothing to do. */
@QueueMessageExecutor()
export class FirstExecutor {
  execute(): void {}
}

/** Another one. */
@QueueMessageExecutor()
export class SecondExecutor {
  execute(): void {}
}

/** An explorer in an application of these providers and modules, ready as it is when the runner asks it. */
export async function explorerOf(
  providers: Provider[],
  metadata: ModuleMetadata = {},
): Promise<ExecutorExplorer> {
  const app = await applicationOf([ExecutorExplorer, ...providers], metadata);
  return app.get(ExecutorExplorer);
}

/** A registry that has found the executors of an application of these providers and modules. */
export async function registryOf(
  providers: Provider[],
  metadata: ModuleMetadata = {},
): Promise<ExecutorRegistry> {
  const app = await applicationOf(
    [
      ExecutorRegistry,
      ExecutorExplorer,
      EnhancedCall,
      SingletonCall,
      { provide: Clock, useClass: ManualClock },
      { provide: LockService, useFactory: () => new MemoryLockService(new ManualClock()) },
      { provide: QueueJobOptions, useValue: new QueueJobOptions() },
      ...providers,
    ],
    metadata,
  );
  const registry = app.get(ExecutorRegistry);
  await registry.load();
  return registry;
}

async function applicationOf(
  providers: Provider[],
  metadata: ModuleMetadata,
): Promise<TestingModule> {
  const app = await Test.createTestingModule({
    ...metadata,
    imports: [DiscoveryModule, ...(metadata.imports ?? [])],
    providers,
  })
    .setLogger(SILENT)
    .compile();
  await app.init();
  onTestFinished(() => app.close());
  return app;
}

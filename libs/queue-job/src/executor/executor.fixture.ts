import type { ModuleMetadata, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { onTestFinished } from 'vitest';
import { ExecutorExplorer } from './executor.explorer.js';
import { QueueMessageExecutor } from './queue-message-executor.decorator.js';

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
  const app = await Test.createTestingModule({
    ...metadata,
    imports: [DiscoveryModule, ...(metadata.imports ?? [])],
    providers: [ExecutorExplorer, ...providers],
  }).compile();
  await app.init();
  onTestFinished(() => app.close());
  return app.get(ExecutorExplorer);
}

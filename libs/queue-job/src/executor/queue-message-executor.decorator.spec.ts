import { Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { ExecutorMark, QueueMessageExecutor } from './queue-message-executor.decorator.js';

describe('QueueMessageExecutor', () => {
  it('makes a class injectable, by the types of its constructor', async () => {
    class Guardians {}
    @QueueMessageExecutor()
    class Executor {
      constructor(readonly guardians: Guardians) {}

      execute(): void {}
    }
    const app = await Test.createTestingModule({ providers: [Guardians, Executor] }).compile();

    expect(app.get(Executor).guardians).toBeInstanceOf(Guardians);
  });

  it('marks a class for discovery, and only that class', async () => {
    @QueueMessageExecutor()
    class Executor {
      execute(): void {}
    }
    class Other {}
    @Module({ imports: [DiscoveryModule], providers: [Executor, Other] })
    class App {}
    const app = await Test.createTestingModule({ imports: [App] }).compile();

    const found = app.get(DiscoveryService).getProviders({ metadataKey: ExecutorMark.KEY });

    expect(found.map(({ metatype }) => metatype)).toEqual([Executor]);
  });
});

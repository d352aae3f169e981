// Applications that cannot be run as a job; the first argument says which.
import { Injectable, Scope, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { QueueJobFactory, QueueJobModule, QueueMessageExecutor } from 'nestjs-queue-job';
import { ScriptedExecutor } from './scripted.executor.js';

@QueueMessageExecutor()
class SecondExecutor extends ScriptedExecutor {}

// What TypeScript would not let through, as JavaScript does.
@(QueueMessageExecutor() as ClassDecorator)
class LazyExecutor {}

@Injectable({ scope: Scope.REQUEST })
class RequestScoped {}

@QueueMessageExecutor()
class RequestScopedExecutor extends ScriptedExecutor {
  constructor(readonly requestScoped: RequestScoped) {
    super();
  }
}

@Injectable()
class BrokenConstructor {
  constructor() {
    throw new Error('The constructor is broken.');
  }
}

@Injectable()
class BrokenHook implements OnModuleInit {
  onModuleInit(): void {
    throw new Error('The hook is broken.');
  }
}

const APPLICATIONS: Readonly<Record<string, Omit<DynamicModule, 'module'>>> = {
  'no-executor': { imports: [QueueJobModule.forRoot()] },
  'two-executors': {
    imports: [QueueJobModule.forRoot()],
    providers: [ScriptedExecutor, SecondExecutor],
  },
  'request-scoped': {
    imports: [QueueJobModule.forRoot()],
    providers: [RequestScoped, RequestScopedExecutor],
  },
  'without-execute': { imports: [QueueJobModule.forRoot()], providers: [LazyExecutor] },
  'not-imported': { providers: [ScriptedExecutor] },
  'broken-constructor': {
    imports: [QueueJobModule.forRoot()],
    providers: [ScriptedExecutor, BrokenConstructor],
  },
  'broken-hook': {
    imports: [QueueJobModule.forRoot()],
    providers: [ScriptedExecutor, BrokenHook],
  },
};

class FaultyModule {}

await QueueJobFactory.run({ module: FaultyModule, ...APPLICATIONS[process.argv[2]!] });

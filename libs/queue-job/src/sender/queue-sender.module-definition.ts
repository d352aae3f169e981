import { ConfigurableModuleBuilder } from '@nestjs/common';
import { provideSenders } from './provide-senders.js';
import type {
  QueueSenderModuleExtras,
  QueueSenderModuleOptions,
} from './queue-sender-module-options.interface.js';

/** Under this token lie the names of the queues that the module is told of. */
export const SENDER_QUEUES = Symbol('SENDER_QUEUES');

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<QueueSenderModuleOptions>()
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createQueueSenderOptions')
    .setExtras<QueueSenderModuleExtras>({ queues: [] }, (definition, { queues = [] }) => {
      const senders = provideSenders(queues);
      return {
        ...definition,
        global: true,
        providers: [
          ...(definition.providers ?? []),
          { provide: SENDER_QUEUES, useValue: queues },
          ...senders,
        ],
        exports: senders.map(({ provide }) => provide),
      };
    })
    .build();

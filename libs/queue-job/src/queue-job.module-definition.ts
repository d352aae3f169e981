import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { QueueJobModuleOptions } from './options/queue-job-module-options.interface.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<QueueJobModuleOptions>()
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createQueueJobOptions')
    .build();

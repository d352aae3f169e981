import {
  Logger,
  type DynamicModule,
  type INestApplicationContext,
  type Type,
} from '@nestjs/common';
import { describeError } from '../delivery/describe-error.js';
import { ConfigurationError } from '../options/configuration.error.js';
import { QueueJobRunner, STARTED_FROM_OUTSIDE } from '../runner/queue-job.runner.js';

/** In milliseconds: how long the application's shutdown hooks may take together. */
const CLOSE_TIMEOUT = 10_000;

/** The application with a module around it that keeps the runner from starting by itself, in the middle of its bootstrap. */
export function hosted(rootModule: Type | DynamicModule): DynamicModule {
  return {
    module: class QueueJobHost {},
    global: true,
    imports: [rootModule],
    providers: [{ provide: STARTED_FROM_OUTSIDE, useValue: true }],
    exports: [STARTED_FROM_OUTSIDE],
  };
}

/** @throws ConfigurationError when the application is no job */
export function findRunner(app: INestApplicationContext): QueueJobRunner {
  try {
    return app.get(QueueJobRunner);
  } catch {
    const fault =
      'is not imported. Add QueueJobModule.forRoot() to the imports of the root module.';
    throw new ConfigurationError([{ subject: 'QueueJobModule', fault }]);
  }
}

/** Closes the application. Its message is settled by now, so a hook that fails or hangs must not change how the run ends. */
export async function close(app: INestApplicationContext): Promise<void> {
  const logger = new Logger('QueueJob');
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    logger.warn(
      `The application did not close within ${CLOSE_TIMEOUT / 1000} s; a shutdown hook hangs.`,
    );
    timeout.resolve();
  }, CLOSE_TIMEOUT);
  try {
    await Promise.race([app.close(), timeout.promise]);
  } catch (error) {
    logger.error(`The application did not close cleanly: ${describeError(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

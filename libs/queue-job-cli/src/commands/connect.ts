import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  openQueueService,
  resolveSettings,
  SystemClock,
  type Clock,
  type InspectableQueue,
  type InspectableQueueService,
  type QueueJobOptions,
} from 'nestjs-queue-job/tools';
import type { Io } from '../io.js';
import { UsageError } from '../usage.error.js';
import type { GlobalFlags } from './global-flags.js';

/** A job's queues, opened with its settings. */
export interface Connection {
  readonly options: QueueJobOptions;
  readonly service: InspectableQueueService;
  readonly queue: InspectableQueue;
  readonly poison: InspectableQueue;
  readonly clock: Clock;
}

/**
 * Opens the queues that settings and flags name. No call is made yet.
 *
 * @throws ConfigurationError, UsageError
 */
export async function connect(io: Io, flags: GlobalFlags): Promise<Connection> {
  const options = await readOptions(io, flags);
  const service = await (io.openQueues ?? openQueueService)(options);
  return {
    options,
    service,
    queue: service.getQueue(options.queueName),
    poison: service.getQueue(options.poisonQueueName),
    clock: clockOf(io),
  };
}

export function clockOf(io: Io): Clock {
  return io.clock ?? new SystemClock();
}

async function readOptions(io: Io, flags: GlobalFlags): Promise<QueueJobOptions> {
  const { environment } = io;
  return resolveSettings(
    {
      directory: resolve(io.directory, flags.directory ?? '.'),
      environment:
        flags.env === undefined ? environment : { ...environment, DOTNET_ENVIRONMENT: flags.env },
    },
    {
      queueName: flags.queue,
      connectionString: await readSecret(io, flags.connectionString),
      authenticationScheme: flags.auth,
      accountName: flags.account,
      storageAccountUriFormat: flags.uriFormat,
      poisonQueueSuffix: flags.poisonSuffix,
      messageEncoding: flags.encoding,
      eventTypeField: flags.typeField,
    },
  );
}

/** A connection string begins with a name; what begins with "@" says where it is. */
async function readSecret(io: Io, flag: string | undefined): Promise<string | undefined> {
  if (flag === undefined || !flag.startsWith('@')) return flag;
  const path = flag.slice(1);
  if (path === '-') return text(io.stdin);
  try {
    return readFileSync(resolve(io.directory, path), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `--connection-string names a file that cannot be read (${code}): ${path}. Write @ and the path of a file that holds nothing else.`,
    );
  }
}

import type { TokenCredential } from '@azure/identity';
import { Transform } from 'class-transformer';
import { FAILED_OUTCOMES, type FailedOutcome } from '../outcome.js';
import { Duration } from './duration.js';
import { parseRetryDelay, type RetryPolicy } from './retry-policy.js';
import {
  HasOneAuthentication,
  IsCount,
  IsAbsolutePath,
  IsFieldPath,
  IsAccountName,
  IsConnectionString,
  IsContainerName,
  IsCredential,
  IsDurationBetween,
  IsEventSource,
  IsListOf,
  IsOneOf,
  IsPoisonQueueSuffix,
  IsQueueName,
  IsRetryDelay,
  IsShorterThanExecutionTimeout,
  IsWholeNumberBetween,
} from './rules.js';
import { IsBlobUriFormat, IsQueueUriFormat } from './uri-rules.js';

/** Every {@link EventFormatName}. */
export const EVENT_FORMATS = ['cloudevents', 'json'] as const;
/**
 * How an event is written: in the envelope of CloudEvents, or as plain JSON that names its type.
 *
 * @useDeclaredType
 */
export type EventFormatName = (typeof EVENT_FORMATS)[number];

/** Every {@link CredentialName}. */
export const CREDENTIALS = ['default', 'workload-identity', 'managed-identity'] as const;
/**
 * How to sign in, by name: a credential class of `@azure/identity` that makes sense in a pod.
 *
 * @useDeclaredType
 */
export type CredentialName = (typeof CREDENTIALS)[number];

/** Every {@link EncodingName}. */
export const ENCODINGS = ['auto', 'base64', 'text'] as const;
/**
 * How a message's text carries its body; `auto` takes for base64 what is base64 of text.
 *
 * @useDeclaredType
 */
export type EncodingName = (typeof ENCODINGS)[number];

/** Every {@link PoisonFormatName}. */
export const POISON_FORMATS = ['body', 'envelope'] as const;
/**
 * What lies in the poison queue: the message's text alone, or in an envelope that says why.
 *
 * @useDeclaredType
 */
export type PoisonFormatName = (typeof POISON_FORMATS)[number];

const toDuration = Transform(({ value }) => Duration.parse(value) ?? (value as unknown));
const toDurationOr = (word: string) =>
  Transform(({ value }) =>
    typeof value === 'string' && value.toLowerCase() === word
      ? undefined
      : (Duration.parse(value) ?? (value as unknown)),
  );
const toRetryDelay = Transform(({ value }) => parseRetryDelay(value) ?? (value as unknown));
const toNumber = Transform(({ value }) =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as unknown),
);
const toCount = Transform(({ value }) => {
  if (typeof value !== 'string') return value as unknown;
  if (value.toLowerCase() === 'infinity') return Infinity;
  return /^\d+$/.test(value) ? Number(value) : value;
});
const toList = Transform(({ value }) =>
  typeof value === 'string'
    ? value.split(',').map((item) => item.trim().toLowerCase())
    : (value as unknown),
);
const toLowerCase = Transform(({ value }) =>
  typeof value === 'string' ? value.toLowerCase() : (value as unknown),
);

/**
 * The settings of a job, all sources merged, in their final types and checked. Meaning, bounds and defaults are told where a
 * user meets them, at `QueueJobModuleOptions`; this class holds the same settings under the same names.
 */
export class QueueJobOptions {
  @IsQueueName()
  readonly queueName!: string;

  @HasOneAuthentication()
  @IsConnectionString()
  readonly connectionString: string | undefined = undefined;

  @IsAccountName()
  readonly accountName: string | undefined = undefined;

  @IsQueueUriFormat()
  readonly storageAccountUriFormat: string =
    'https://{accountName}.queue.core.windows.net/{queueName}';

  @IsCredential(CREDENTIALS)
  readonly authenticationScheme: TokenCredential | CredentialName | undefined = undefined;

  @IsPoisonQueueSuffix()
  readonly poisonQueueSuffix: string = 'poisen';

  @toNumber
  @Transform(({ value }) => (value === 0 ? 1 : (value as unknown)))
  @IsWholeNumberBetween(0, 1000)
  readonly maxDequeueCount: number = 5;

  @toDuration
  @IsDurationBetween('1s', '7d', { wholeSeconds: true })
  readonly visibilityTimeout: Duration = Duration.ofSeconds(30);

  @toRetryDelay
  @IsRetryDelay('0s', '7d')
  readonly retryDelay: Duration | RetryPolicy = Duration.ofSeconds(0);

  @toDurationOr('none')
  @IsDurationBetween('1ms', '7d', { orElse: 'none' })
  readonly executionTimeout: Duration | undefined = undefined;

  @toDuration
  @IsDurationBetween('0s', '7d')
  readonly shutdownGracePeriod: Duration = Duration.ofSeconds(20);

  @toCount
  @IsCount()
  readonly maxMessages: number = 1;

  @toNumber
  @IsWholeNumberBetween(1, 1000)
  readonly concurrency: number = 1;

  @toDurationOr('none')
  @IsDurationBetween('1s', '24d', { orElse: 'none' })
  readonly maxRunTime: Duration | undefined = undefined;

  @toDuration
  @IsDurationBetween('0s', '7d')
  readonly idleTimeout: Duration = Duration.ofSeconds(0);

  @toLowerCase
  @IsOneOf(ENCODINGS)
  readonly messageEncoding: EncodingName = 'auto';

  @IsFieldPath()
  readonly eventTypeField: string | undefined = undefined;

  @IsFieldPath()
  readonly traceContextField: string = 'traceparent';

  @toLowerCase
  @IsOneOf(EVENT_FORMATS)
  readonly eventFormat: EventFormatName = 'cloudevents';

  @IsEventSource()
  readonly eventSource: string = 'nestjs-queue-job';

  @toLowerCase
  @IsOneOf(POISON_FORMATS)
  readonly poisonFormat: PoisonFormatName = 'body';

  @toDurationOr('never')
  @IsDurationBetween('1s', '10000d', { orElse: 'never', wholeSeconds: true })
  readonly poisonTimeToLive: Duration | undefined = undefined;

  @IsContainerName()
  readonly singletonContainer: string = 'queue-job-locks';

  @toDuration
  @IsDurationBetween('0s', '7d')
  @IsShorterThanExecutionTimeout()
  readonly singletonWait: Duration = Duration.ofSeconds(0);

  @IsBlobUriFormat()
  readonly blobUriFormat: string = 'https://{accountName}.blob.core.windows.net';

  @toList
  @IsListOf(FAILED_OUTCOMES)
  readonly failedOutcomes: readonly FailedOutcome[] = FAILED_OUTCOMES;

  @IsAbsolutePath()
  readonly readyFile: string | undefined = undefined;

  /** The poison queue's whole name. */
  get poisonQueueName(): string {
    return `${this.queueName}-${this.poisonQueueSuffix}`;
  }
}

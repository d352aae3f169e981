import type { TokenCredential } from '@azure/identity';
import { Transform } from 'class-transformer';
import { FAILED_OUTCOMES, type FailedOutcome } from '../outcome.js';
import { Duration } from './duration.js';
import {
  HasOneAuthentication,
  IsAccountName,
  IsConnectionString,
  IsCredential,
  IsDurationBetween,
  IsListOf,
  IsOneOf,
  IsPoisonQueueSuffix,
  IsQueueName,
  IsQueueUriFormat,
  IsWholeNumberBetween,
} from './rules.js';

/** How to sign in, by name: the credential classes of `@azure/identity` that make sense in a pod. */
export const CREDENTIALS = ['default', 'workload-identity', 'managed-identity'] as const;
export type CredentialName = (typeof CREDENTIALS)[number];

/** How a message's text carries its body. */
export const ENCODINGS = ['auto', 'base64', 'text'] as const;
export type EncodingName = (typeof ENCODINGS)[number];

const toDuration = Transform(({ value }) => Duration.parse(value) ?? (value as unknown));
const toDurationOr = (word: string) =>
  Transform(({ value }) =>
    typeof value === 'string' && value.toLowerCase() === word
      ? undefined
      : (Duration.parse(value) ?? (value as unknown)),
  );
const toNumber = Transform(({ value }) =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : (value as unknown),
);
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

  @toDuration
  @IsDurationBetween('0s', '7d')
  readonly retryDelay: Duration = Duration.ofSeconds(0);

  @toDurationOr('none')
  @IsDurationBetween('1ms', '7d', { orElse: 'none' })
  readonly executionTimeout: Duration | undefined = undefined;

  @toDuration
  @IsDurationBetween('0s', '7d')
  readonly shutdownGracePeriod: Duration = Duration.ofSeconds(20);

  @toLowerCase
  @IsOneOf(ENCODINGS)
  readonly messageEncoding: EncodingName = 'auto';

  @toDurationOr('never')
  @IsDurationBetween('1s', '10000d', { orElse: 'never', wholeSeconds: true })
  readonly poisonTimeToLive: Duration | undefined = undefined;

  @toList
  @IsListOf(FAILED_OUTCOMES)
  readonly failedOutcomes: readonly FailedOutcome[] = FAILED_OUTCOMES;

  /** The poison queue's whole name. */
  get poisonQueueName(): string {
    return `${this.queueName}-${this.poisonQueueSuffix}`;
  }
}

import type { TokenCredential } from '@azure/identity';
import type { FailedOutcome } from '../outcome.js';
import type {
  CredentialName,
  EncodingName,
  EventFormatName,
  PoisonFormatName,
} from './queue-job-options.js';
import type { RetryPolicy } from './retry-policy.js';
import type { DurationInput } from './duration.js';

/**
 * The settings as they are given in code. Each is optional here, because `appsettings.json`, `appsettings.<environment>.json`
 * and the environment (`StorageAccount__QueueName`) may give it as well; what code gives wins. A value of `undefined`
 * counts as not given.
 */
export interface QueueJobModuleOptions {
  /**
   * The queue to receive from. 3 to 63 lower-case letters, digits and single hyphens.
   *
   * @example 'guardian-events'
   */
  readonly queueName?: string | undefined;

  /**
   * Account key, shared access signature, or `UseDevelopmentStorage=true`. Required without `authenticationScheme`, refused
   * beside it.
   */
  readonly connectionString?: string | undefined;

  /** The storage account's name; needed with `authenticationScheme` to build the queue's address. */
  readonly accountName?: string | undefined;

  /**
   * Where a queue lives; only used with `authenticationScheme`. The placeholders' case does not count.
   *
   * @default 'https://{accountName}.queue.core.windows.net/{queueName}'
   */
  readonly storageAccountUriFormat?: string | undefined;

  /**
   * Signs in with Microsoft Entra ID instead of a connection string: any `TokenCredential`, or one of `@azure/identity` by
   * name. Which of several identities is meant, the variable `AZURE_CLIENT_ID` says.
   */
  readonly authenticationScheme?: TokenCredential | CredentialName | undefined;

  /**
   * What follows the queue's name and a hyphen in the poison queue's name.
   *
   * @default 'poisen' (sic: the .NET ancestor's, so that an existing poison queue stays in use)
   */
  readonly poisonQueueSuffix?: string | undefined;

  /**
   * How many deliveries a message gets, the first included, before it is moved to the poison queue. 1 to 1000; 0 is read
   * as 1, as the ancestor did.
   *
   * @default 5
   */
  readonly maxDequeueCount?: number | undefined;

  /**
   * The lease: how long nobody else sees a message. It is renewed at half its length while the executor runs, so it need not
   * be as long as the work; it is how long a message of a killed pod stays away. 1 s to 7 d, whole seconds.
   *
   * @default '30s'
   */
  readonly visibilityTimeout?: DurationInput | undefined;

  /**
   * How long a message stays invisible after a failed delivery: always the same, 0 to 7 d; `'exponential(10s, 1h)'` or
   * `exponentialBackoff(…)` for a random delay up to a bound that doubles from 10 s to 1 h; or a function of the delivery and the
   * error. Never past 7 d, nor so long that the message would expire unseen.
   *
   * @default 0
   */
  readonly retryDelay?: DurationInput | RetryPolicy | undefined;

  /**
   * After how long an executor is aborted, which counts as a failed delivery. 1 ms to 7 d, or `'none'`.
   *
   * @default 'none'
   */
  readonly executionTimeout?: DurationInput | undefined;

  /**
   * How long an executor may go on after SIGTERM before its signal is aborted. Keep it some 10 s below the pod's
   * `terminationGracePeriodSeconds`. 0 to 7 d.
   *
   * @default '20s'
   */
  readonly shutdownGracePeriod?: DurationInput | undefined;

  /**
   * How many deliveries a run makes at most; `Infinity` goes on until the queue is empty. From 1.
   *
   * @default 1
   */
  readonly maxMessages?: number | undefined;

  /**
   * How many messages are executed at once at most. 1 to 1000; with 1, in the order in which they were received. In a run of
   * several messages, up to as many again (32 at most) are received ahead, and their leases kept.
   *
   * @default 1
   */
  readonly concurrency?: number | undefined;

  /**
   * After how long a run receives and begins nothing more; what is being executed goes on to its end. 1 s to 24 d, or `'none'`.
   *
   * @default 'none'
   */
  readonly maxRunTime?: DurationInput | undefined;

  /**
   * How long a run of several messages waits for more when the queue is empty. 0 to 7 d.
   *
   * @default 0
   */
  readonly idleTimeout?: DurationInput | undefined;

  /**
   * Where a JSON body names the event's type, names joined by dots.
   *
   * @default `type` of CloudEvents and plain JSON, `eventType` of Event Grid
   * @example 'meta.kind'
   */
  readonly eventTypeField?: string | undefined;

  /**
   * Where a JSON body carries the W3C trace context of whoever sent it, names joined by dots: a text such as the header
   * `traceparent`, with `tracestate` beside it if there is one, or an object that holds both.
   *
   * @default 'traceparent', where CloudEvents have it
   * @example 'meta.trace'
   */
  readonly traceContextField?: string | undefined;

  /**
   * How a message's text carries its body: `base64`, plain `text`, or `auto`, which takes for base64 what decodes to text, and sends
   * plain text.
   *
   * @default 'auto'
   */
  readonly messageEncoding?: EncodingName | undefined;

  /**
   * How `QueueMessageSender` writes an event: in the envelope of CloudEvents 1.0, or as plain `json`, the data's own object with the
   * type in it.
   *
   * @default 'cloudevents'
   */
  readonly eventFormat?: EventFormatName | undefined;

  /**
   * What the CloudEvents that `QueueMessageSender` sends name as their source: a URI or a part of one.
   *
   * @default 'nestjs-queue-job'
   * @example '/guardians'
   */
  readonly eventSource?: string | undefined;

  /**
   * What is sent to the poison queue: `body`, the message's text byte for byte, or `envelope`, JSON that holds that text and says
   * why, when and by whom it was given up.
   *
   * @default 'body'
   */
  readonly poisonFormat?: PoisonFormatName | undefined;

  /**
   * How long a message stays in the poison queue. 1 s or more, or `'never'` for one that never expires.
   *
   * @default 'never'
   */
  readonly poisonTimeToLive?: DurationInput | undefined;

  /**
   * The container in which executors with `singleton` have their locks, one empty blob for each key; created when it is missing.
   * 3 to 63 lower-case letters, digits and single hyphens. Jobs on one queue exclude each other only with the same container.
   *
   * @default 'queue-job-locks'
   */
  readonly singletonContainer?: string | undefined;

  /**
   * How long a delivery waits for the lock of an executor with `singleton` while somebody else has it; its message's lease is
   * kept meanwhile. Counts in `executionTimeout`, and must be shorter. 0 to 7 d.
   *
   * @default 0
   */
  readonly singletonWait?: DurationInput | undefined;

  /**
   * Where the account's blobs live; only used with `authenticationScheme`, for executors with `singleton`. With a connection
   * string, its `BlobEndpoint` counts.
   *
   * @default 'https://{accountName}.blob.core.windows.net'
   */
  readonly blobUriFormat?: string | undefined;

  /**
   * The outcomes that make the process exit with a code other than 0.
   *
   * @default ['released', 'poisoned', 'lease-lost', 'aborted']
   */
  readonly failedOutcomes?: readonly FailedOutcome[] | undefined;

  /**
   * An empty file that is written once the run's first message is leased, for a probe that is to see so; what lies there at the start
   * is removed. An absolute path, in a directory that exists. A file that cannot be written is only warned of.
   *
   * @default none
   * @example '/tmp/ready'
   */
  readonly readyFile?: string | undefined;
}

/** Implemented by a class given to `QueueJobModule.forRootAsync({ useClass })` or `{ useExisting }`. */
export interface QueueJobOptionsFactory {
  /** Called once, when the application starts. What it leaves out files and environment give; what it throws ends the start. */
  createQueueJobOptions(): QueueJobModuleOptions | Promise<QueueJobModuleOptions>;
}

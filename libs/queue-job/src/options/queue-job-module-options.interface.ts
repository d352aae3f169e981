import type { TokenCredential } from '@azure/identity';
import type { FailedOutcome } from '../outcome.js';
import type { CredentialName, EncodingName } from './queue-job-options.js';
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
   * name.
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
   * How long a message stays invisible after a failed delivery. 0 to 7 d.
   *
   * @default 0
   */
  readonly retryDelay?: DurationInput | undefined;

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
   * How a message's text carries its body: `base64`, plain `text`, or `auto`, which takes for base64 what decodes to text.
   *
   * @default 'auto'
   */
  readonly messageEncoding?: EncodingName | undefined;

  /**
   * How long a message stays in the poison queue. 1 s or more, or `'never'` for one that never expires.
   *
   * @default 'never'
   */
  readonly poisonTimeToLive?: DurationInput | undefined;

  /**
   * The outcomes that make the process exit with a code other than 0.
   *
   * @default ['released', 'poisoned', 'lease-lost', 'aborted']
   */
  readonly failedOutcomes?: readonly FailedOutcome[] | undefined;
}

/** Implemented by a class given to `QueueJobModule.forRootAsync({ useClass })` or `{ useExisting }`. */
export interface QueueJobOptionsFactory {
  createQueueJobOptions(): QueueJobModuleOptions | Promise<QueueJobModuleOptions>;
}

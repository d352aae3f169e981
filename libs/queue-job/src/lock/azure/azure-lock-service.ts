import type { BlobLeaseClient, BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import type { Clock } from '../../clock/clock.js';
import type { QueueJobOptions } from '../../options/queue-job-options.js';
import { codeOf } from '../../queue/azure/azure-error.js';
import { CallLimit } from '../../queue/azure/call-limit.js';
import { LockLostError } from '../errors/lock-lost.error.js';
import { KeptLock, LEASE } from '../kept-lock.js';
import { lockTaken } from '../lock.messages.js';
import { LockService, type Lock } from '../lock-service.js';
import { openContainer } from './open-container.js';
import { toLockError } from './to-lock-error.js';

/** What says that somebody else holds the lease, or it was broken. */
const TAKEN = new Set([
  'LeaseAlreadyPresent',
  'LeaseAlreadyBroken',
  'LeaseIdMismatchWithLeaseOperation',
  'LeaseIsBreakingAndCannotBeAcquired',
  'LeaseIsBreakingAndCannotBeRenewed',
  'LeaseIsBrokenAndCannotBeRenewed',
  'LeaseLost',
  'LeaseNotPresentWithLeaseOperation',
]);

/** What says that there is nothing to lease. */
const MISSING = new Set(['BlobNotFound', 'ContainerNotFound']);

/** What says that somebody else was faster to create a blob, and may have leased it. */
const CREATED = new Set(['BlobAlreadyExists', 'ConditionNotMet', 'LeaseIdMissing']);

/**
 * Locks that are leases of empty blobs, one blob for each key in a container of their own. The service grants a lease to one at
 * a time. Blobs are left behind when their leases end: an empty blob costs next to nothing, and a lifecycle rule may delete it.
 */
export class AzureLockService extends LockService {
  readonly #options: QueueJobOptions;
  readonly #clock: Clock;
  #container: ContainerClient | undefined;

  constructor(options: QueueJobOptions, clock: Clock) {
    super();
    this.#options = options;
    this.#clock = clock;
  }

  override async open(): Promise<void> {
    this.#container ??= await openContainer(this.#options);
  }

  async acquire(key: string): Promise<Lock | undefined> {
    await this.open();
    const blob = this.#container!.getBlockBlobClient(key);
    const lease = blob.getBlobLeaseClient();
    const since = await this.#acquire(blob, lease);
    if (since === undefined) return undefined;
    return new KeptLock({
      renew: () => this.#renew(lease),
      release: async () =>
        void (await this.#call((abortSignal) => lease.releaseLease({ abortSignal }))),
      since,
      clock: this.#clock,
    });
  }

  /** @returns when the lease was asked for; `undefined` when it is somebody else's */
  async #acquire(blob: BlockBlobClient, lease: BlobLeaseClient): Promise<number | undefined> {
    const acquire = async () => {
      const since = this.#clock.now();
      await this.#call((abortSignal) => lease.acquireLease(LEASE / 1000, { abortSignal }));
      return since;
    };
    try {
      return await this.#unless(MISSING, acquire, async () => {
        await this.#create(blob);
        return acquire();
      });
    } catch (error) {
      if (TAKEN.has(codeOf(error))) return undefined;
      throw error;
    }
  }

  async #create(blob: BlockBlobClient): Promise<void> {
    // Never over a blob that is there: it may be leased.
    const conditions = { ifNoneMatch: '*' };
    const upload = () =>
      this.#call((abortSignal) => blob.upload('', 0, { conditions, abortSignal }));
    try {
      await this.#unless(MISSING, upload, async () => {
        await this.#call((abortSignal) => this.#container!.createIfNotExists({ abortSignal }));
        return upload();
      });
    } catch (error) {
      if (!CREATED.has(codeOf(error))) throw error;
    }
  }

  async #renew(lease: BlobLeaseClient): Promise<void> {
    try {
      await this.#call((abortSignal) => lease.renewLease({ abortSignal }));
    } catch (error) {
      const code = codeOf(error);
      if (!TAKEN.has(code) && !MISSING.has(code)) throw error;
      throw new LockLostError(lockTaken(code), { code, cause: error });
    }
  }

  /** Makes a call, and another one should it fail with one of these codes. */
  async #unless<T>(
    codes: ReadonlySet<string>,
    call: () => Promise<T>,
    otherwise: () => Promise<T>,
  ): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (codes.has(codeOf(error))) return otherwise();
      throw error;
    }
  }

  async #call<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new CallLimit();
    try {
      return await call(limit.signal);
    } catch (error) {
      throw toLockError(error, this.#container!.url);
    } finally {
      limit.end();
    }
  }
}

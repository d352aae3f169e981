import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LockLostError } from './errors/lock-lost.error.js';
import { lockKey } from './lock-key.js';
import type { Lock, LockService } from './lock-service.js';

/** What the contract needs to know of an adapter. */
export interface Adapter {
  readonly service: LockService;
  /** Takes a lock away from whoever holds it, as an operator may. */
  readonly breakLease: (key: string) => Promise<void>;
  /** Lets time pass for the locks of the service. */
  readonly elapse: (milliseconds: number) => Promise<void>;
}

/** What every adapter of the port does alike. Run against each, so that locks in memory are true to the service. */
export function describeLockService(name: string, open: () => Adapter): void {
  describe(`LockService contract: ${name}`, () => {
    const arrange = () => {
      const key = lockKey('guardians', 'id', randomUUID());
      const adapter = open();
      const acquire = async (of = key): Promise<Lock> => {
        const lock = await adapter.service.acquire(of);
        if (lock === undefined) throw new Error('Somebody else holds the lock.');
        onTestFinished(() => lock.release());
        return lock;
      };
      return { ...adapter, key, acquire };
    };

    it('gives a lock to the first who asks for it', async () => {
      const { acquire } = arrange();

      const lock = await acquire();

      expect(lock.lost.aborted).toBe(false);
    });

    it('refuses it to everybody else as long as it is held', async () => {
      const { service, key, acquire } = arrange();
      await acquire();

      const other = await service.acquire(key);

      expect(other).toBeUndefined();
    });

    it('gives it to one only of many who ask at once', async () => {
      const { service, key } = arrange();

      const answers = await Promise.all(Array.from({ length: 10 }, () => service.acquire(key)));

      const held = answers.filter((lock) => lock !== undefined);
      onTestFinished(() => void Promise.all(held.map((lock) => lock.release())));
      expect(held).toHaveLength(1);
    });

    it('gives it to the next one once it is released', async () => {
      const { acquire } = arrange();
      const first = await acquire();
      await first.release();

      const second = await acquire();

      expect(second.lost.aborted).toBe(false);
      expect(first.lost.aborted).toBe(false);
    });

    it('has nothing against a lock that is released twice, which takes it from nobody', async () => {
      const { service, key, acquire } = arrange();
      const first = await acquire();
      await first.release();
      await acquire();

      await expect(first.release()).resolves.toBeUndefined();

      await expect(service.acquire(key)).resolves.toBeUndefined();
    });

    it('keeps locks of different keys apart', async () => {
      const { acquire } = arrange();
      await acquire();

      const other = await acquire(lockKey('guardians', 'id', randomUUID()));

      expect(other.lost.aborted).toBe(false);
    });

    it('keeps a lock for longer than its lease by renewing it', async () => {
      const { service, key, acquire, elapse } = arrange();
      const lock = await acquire();

      await elapse(200_000);

      expect(lock.lost.aborted).toBe(false);
      await expect(service.acquire(key)).resolves.toBeUndefined();
    });

    it('tells at the next renewal that a lock was broken', async () => {
      const { key, acquire, breakLease, elapse } = arrange();
      const lock = await acquire();
      await breakLease(key);

      await elapse(20_000);

      expect(lock.lost.aborted).toBe(true);
      expect(lock.lost.reason).toBeInstanceOf(LockLostError);
    });

    it('tells so too when somebody else has got it meanwhile, who keeps it', async () => {
      const { key, acquire, breakLease, elapse } = arrange();
      const first = await acquire();
      await breakLease(key);
      const second = await acquire();

      await elapse(40_000);
      await first.release();

      expect(first.lost.aborted).toBe(true);
      expect(second.lost.aborted).toBe(false);
    });

    it('renews nothing that is released', async () => {
      const { acquire, elapse } = arrange();
      const lock = await acquire();
      await lock.release();

      await elapse(200_000);

      expect(lock.lost.aborted).toBe(false);
    });
  });
}

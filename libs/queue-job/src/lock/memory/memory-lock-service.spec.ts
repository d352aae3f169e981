import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/manual-clock.js';
import { describeLockService } from '../lock-service.contract.js';
import { MemoryLockService } from './memory-lock-service.js';

describeLockService('memory', () => {
  const clock = new ManualClock();
  const service = new MemoryLockService(clock);
  return {
    service,
    breakLease: async (key) => service.breakLease(key),
    elapse: (milliseconds) => clock.advance(milliseconds),
  };
});

describe('MemoryLockService', () => {
  it('needs nothing to be opened', async () => {
    const service = new MemoryLockService();

    await expect(service.open()).resolves.toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/manual-clock.js';
import { describeMessageQueue } from '../message-queue.contract.js';
import { MemoryQueueService } from './memory-queue-service.js';

describeMessageQueue('memory', () => {
  const clock = new ManualClock();
  return {
    service: new MemoryQueueService(clock),
    elapse: (milliseconds) => clock.advance(milliseconds),
  };
});

describe('MemoryQueueService', () => {
  it('has one queue for a name', async () => {
    const service = new MemoryQueueService();

    await service.getQueue('a').send('text');

    expect(service.getQueue('a').messages).toMatchObject([{ text: 'text', dequeueCount: 0 }]);
    expect(service.getQueue('b').messages).toEqual([]);
  });
});

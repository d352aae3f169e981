import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock/manual-clock.js';
import { describeInspectableQueue } from '../inspectable-queue.contract.js';
import { describeMessageQueue } from '../message-queue.contract.js';
import { MemoryQueueService } from './memory-queue-service.js';

const open = () => {
  const clock = new ManualClock();
  return {
    service: new MemoryQueueService(clock),
    elapse: (milliseconds: number) => clock.advance(milliseconds),
  };
};

describeMessageQueue('memory', open);
describeInspectableQueue('memory', open);

describe('MemoryQueueService', () => {
  it('has one queue for a name', async () => {
    const service = new MemoryQueueService();

    await service.getQueue('a').send('text');

    expect(service.getQueue('a').messages).toMatchObject([{ text: 'text', dequeueCount: 0 }]);
    expect(service.getQueue('b').messages).toEqual([]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { SingletonBusyError } from '../executor/errors/singleton-busy.error.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
import { deliveryBench } from './delivery.fixture.js';

/** A bench whose executor finds its lock held. */
const busyBench = (settings: QueueJobModuleOptions = {}) =>
  deliveryBench(settings, () => {
    throw new SingletonBusyError('guardian.id');
  });

describe('Delivery of a message whose lock is held', () => {
  it('releases it for some 15 s', async () => {
    const { clock, queue, poisonQueue, deliver } = busyBench();
    await queue.send('a');

    const report = await deliver();

    expect(report).toMatchObject({
      outcome: 'released',
      error: { name: 'SingletonBusyError' },
      reason: expect.stringContaining('which uses up no attempt'),
    });
    expect(queue.messages).toMatchObject([{ text: 'a', dequeueCount: 1 }]);
    const delay = queue.messages[0]!.visibleOn - clock.now();
    expect(delay).toBeGreaterThanOrEqual(7_500);
    expect(delay).toBeLessThan(22_500);
    expect(poisonQueue.messages).toEqual([]);
  });

  it('releases it for as long as RetryDelay says if that is longer', async () => {
    const { clock, queue, deliver } = busyBench({ retryDelay: '1m' });
    await queue.send('a');

    await deliver();

    expect(queue.messages[0]!.visibleOn - clock.now()).toBe(60_000);
  });

  it('releases it even while the process is told to end, and not at once', async () => {
    const abort = new AbortController();
    const { clock, queue, execute, deliver } = busyBench();
    execute.mockImplementation(() => {
      abort.abort(new Error('shutdown'));
      throw new SingletonBusyError('guardian.id');
    });
    await queue.send('a');

    const report = await deliver(abort.signal);

    expect(report.outcome).toBe('released');
    expect(queue.messages[0]!.visibleOn - clock.now()).toBeGreaterThanOrEqual(7_500);
  });

  describe('on its last attempt', () => {
    it('replaces it by a copy with a fresh count instead of poisoning it', async () => {
      const { clock, queue, poisonQueue, deliver } = busyBench({ maxDequeueCount: 1 });
      await queue.send('a');

      const { outcome, messageId } = await deliver();

      expect(outcome).toBe('released');
      expect(poisonQueue.messages).toEqual([]);
      expect(queue.messages).toMatchObject([{ text: 'a', dequeueCount: 0 }]);
      const [copy] = queue.messages;
      expect(copy!.id).not.toBe(messageId);
      expect(copy!.visibleOn - clock.now()).toBeGreaterThanOrEqual(7_500);
      expect(copy!.visibleOn - clock.now()).toBeLessThan(22_500);
    });

    it.each([
      ['expires when the message would', { timeToLive: 3_600_000 }],
      ['never expires if the message would not', {}],
    ])('makes a copy that %s', async (_what, options) => {
      const { clock, queue, deliver } = busyBench({ maxDequeueCount: 1 });
      await queue.send('a', options);
      const { expiresOn } = queue.messages[0]!;
      await clock.advance(60_000);

      await deliver();

      expect(queue.messages).toMatchObject([{ dequeueCount: 0, expiresOn }]);
    });

    it('executes the copy when it comes back', async () => {
      const { clock, queue, execute, deliver } = busyBench({ maxDequeueCount: 1 });
      await queue.send('a');
      await deliver();
      execute.mockImplementation(() => {});
      await clock.advance(22_500);

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'completed', dequeueCount: 1 });
      expect(queue.messages).toEqual([]);
    });

    it('copies the progress that was saved before', async () => {
      const { clock, queue, execute, deliver } = busyBench({ maxDequeueCount: 2 });
      execute.mockImplementationOnce(async (message) => {
        await message.saveProgress({ step: 1 });
        throw new Error('out of weapons');
      });
      await queue.send('{"step":0}');
      await deliver();
      await clock.advance(1_000);

      await deliver();

      expect(queue.messages).toMatchObject([{ text: '{"step":1}', dequeueCount: 0 }]);
    });

    it('sends the copy before it deletes the message', async () => {
      const { queue, deliver } = busyBench({ maxDequeueCount: 1 });
      await queue.send('a');
      const send = vi.spyOn(queue, 'send');
      const complete = vi.spyOn(queue, 'complete');

      await deliver();

      const [sent] = send.mock.invocationCallOrder;
      const [completed] = complete.mock.invocationCallOrder;
      expect(sent).toBeLessThan(completed!);
    });

    it('keeps the message when the copy cannot be sent', async () => {
      const { clock, queue, poisonQueue, deliver } = busyBench({ maxDequeueCount: 1 });
      await queue.send('a');
      const refused = new QueueAccessError('refused', { queueName: queue.name });
      vi.spyOn(queue, 'send').mockRejectedValue(refused);

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'released', error: refused });
      expect(report.reason).toContain('Could not be replaced by a copy, and comes back');
      expect(queue.messages).toMatchObject([{ text: 'a', dequeueCount: 1 }]);
      expect(queue.messages[0]!.visibleOn - clock.now()).toBe(30_000);
      expect(poisonQueue.messages).toEqual([]);
    });
  });
});

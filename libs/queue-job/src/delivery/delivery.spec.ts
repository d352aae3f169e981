import { describe, expect, it, vi } from 'vitest';
import { LeaseLostError } from '../queue/errors/lease-lost.error.js';
import { QueueAccessError } from '../queue/errors/queue-access.error.js';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { deliveryBench, hanging, working } from './delivery.fixture.js';
import { ExecutionTimeoutError } from './errors/execution-timeout.error.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { RetryMessageError } from './errors/retry-message.error.js';
import { ShutdownError } from './errors/shutdown.error.js';

const failing =
  (error: unknown = new Error('out of weapons')) =>
  () => {
    throw error;
  };

const unavailable = (mayHaveTakenEffect = false) =>
  new QueueUnavailableError('no answer', {
    queueName: 'q',
    code: 'ECONNRESET',
    mayHaveTakenEffect,
  });

describe('Delivery', () => {
  describe('of a message that is executed to its end', () => {
    it('completes it', async () => {
      const { queue, poisonQueue, deliver } = deliveryBench();
      await queue.send('{"name":"Groot"}');

      const report = await deliver();

      expect(report).toMatchObject({
        outcome: 'completed',
        dequeueCount: 1,
        isExecutorStillRunning: false,
      });
      expect(queue.messages).toEqual([]);
      expect(poisonQueue.messages).toEqual([]);
    });

    it('gives the executor the decoded message', async () => {
      const { queue, execute, deliver } = deliveryBench({ maxDequeueCount: 2 });
      await queue.send(Buffer.from('{"name":"Groot"}').toString('base64'));

      const { messageId } = await deliver();

      expect(execute.mock.calls[0]?.[0]).toMatchObject({
        id: messageId,
        queueName: queue.name,
        body: { name: 'Groot' },
        text: '{"name":"Groot"}',
        bytes: Buffer.from('{"name":"Groot"}'),
        dequeueCount: 1,
        isLastAttempt: false,
      });
    });

    it('keeps the lease however long it takes', async () => {
      const { queue, clock, execute, deliver } = deliveryBench({ visibilityTimeout: '10s' });
      execute.mockImplementation(working(clock, 35_000));
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(34_000);
      const seenByOthers = await queue.receive({ maxMessages: 1, lease: 1_000 });
      await clock.advance(1_000);

      expect(seenByOthers).toEqual([]);
      expect(await delivery).toMatchObject({ outcome: 'completed', duration: 35_000 });
      expect(queue.messages).toEqual([]);
    });
  });

  describe('of a message whose executor fails', () => {
    it('releases it at once by default, with the reason', async () => {
      const { queue, deliver } = deliveryBench({}, failing());
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({
        outcome: 'released',
        reason: 'Delivery 1 of 5 failed: Error: out of weapons',
        error: new Error('out of weapons'),
      });
      expect(await queue.receive({ maxMessages: 1, lease: 1_000 })).toMatchObject([
        { dequeueCount: 2 },
      ]);
    });

    it('releases it after RetryDelay', async () => {
      const { queue, clock, deliver } = deliveryBench({ retryDelay: '2m' }, failing());
      await queue.send('a');

      await deliver();

      expect(queue.messages[0]?.visibleOn).toBe(clock.now() + 120_000);
    });

    it('releases it after the delay that a RetryMessageError names', async () => {
      const error = new RetryMessageError('closed', { delay: '10m' });
      const { queue, clock, deliver } = deliveryBench({ retryDelay: '2m' }, failing(error));
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'released', error });
      expect(queue.messages[0]?.visibleOn).toBe(clock.now() + 600_000);
    });

    it('poisons it on the last attempt, byte for byte and for ever', async () => {
      const { queue, poisonQueue, deliver } = deliveryBench({ maxDequeueCount: 1 }, failing());
      await queue.send(' not touched\r\n');

      const report = await deliver();

      expect(report).toMatchObject({
        outcome: 'poisoned',
        reason: 'Delivery 1 of 1 failed, and no attempt is left: Error: out of weapons',
      });
      expect(queue.messages).toEqual([]);
      expect(poisonQueue.messages).toMatchObject([{ text: ' not touched\r\n' }]);
      expect(new Date(poisonQueue.messages[0]!.expiresOn).getUTCFullYear()).toBe(9999);
    });

    it('keeps it in the poison queue for PoisonTimeToLive', async () => {
      const settings = { maxDequeueCount: 1, poisonTimeToLive: '1d' };
      const { queue, poisonQueue, clock, deliver } = deliveryBench(settings, failing());
      await queue.send('a');

      await deliver();

      expect(poisonQueue.messages[0]?.expiresOn).toBe(clock.now() + 86_400_000);
    });

    it('poisons it at once when the executor says that no delivery can succeed', async () => {
      const { queue, poisonQueue, deliver } = deliveryBench(
        {},
        failing(new PoisonMessageError('nobody')),
      );
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({
        outcome: 'poisoned',
        reason: 'No delivery can succeed: PoisonMessageError: nobody',
      });
      expect(queue.messages).toEqual([]);
      expect(poisonQueue.messages).toHaveLength(1);
    });

    it.each(['a text', undefined, null, { code: 7 }])(
      'takes %j for a failure when it is thrown',
      async (thrown) => {
        const { queue, deliver } = deliveryBench({}, failing(thrown));
        await queue.send('a');

        const report = await deliver();

        expect(report).toMatchObject({ outcome: 'released', dequeueCount: 1 });
      },
    );
  });

  it('poisons a message that was delivered too often without executing it', async () => {
    const { queue, poisonQueue, execute, deliver } = deliveryBench({ maxDequeueCount: 1 });
    await queue.send('a');
    const [crashed] = await queue.receive({ maxMessages: 1, lease: 1_000 });
    await queue.release(crashed!, 0);

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'poisoned', dequeueCount: 2 });
    expect(report.reason).toContain(
      'Delivered 2 times, more often than MaxDequeueCount (1) allows',
    );
    expect(execute).not.toHaveBeenCalled();
    expect(poisonQueue.messages).toMatchObject([{ text: 'a' }]);
    expect(queue.messages).toEqual([]);
  });

  it('poisons a message that cannot be decoded without executing it', async () => {
    const { queue, poisonQueue, execute, deliver } = deliveryBench({ messageEncoding: 'base64' });
    await queue.send('not base64!');

    const report = await deliver();

    expect(report).toMatchObject({ outcome: 'poisoned', dequeueCount: 1 });
    expect(report.reason).toContain('UndecodableMessageError');
    expect(execute).not.toHaveBeenCalled();
    expect(poisonQueue.messages).toMatchObject([{ text: 'not base64!' }]);
  });

  describe('whose lease is lost', () => {
    it('aborts the executor with that reason and settles nothing', async () => {
      const { queue, poisonQueue, clock, execute, deliver } = deliveryBench();
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(1_000);
      const { id, popReceipt } = queue.messages[0]!;
      await queue.renew({ id, popReceipt }, 60_000);
      await clock.advance(14_000);

      expect(await delivery).toMatchObject({ outcome: 'lease-lost', duration: 15_000 });
      expect(execute.mock.calls[0]?.[1].reason).toBeInstanceOf(LeaseLostError);
      expect(queue.messages).toMatchObject([{ dequeueCount: 1 }]);
      expect(poisonQueue.messages).toEqual([]);
    });

    it('settles nothing even when the executor ended well', async () => {
      const { queue, execute, deliver } = deliveryBench();
      execute.mockImplementation(async () => {
        const { id, popReceipt } = queue.messages[0]!;
        await queue.renew({ id, popReceipt }, 60_000);
      });
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'lease-lost' });
      expect(report.reason).toContain('PopReceiptMismatch');
      expect(queue.messages).toHaveLength(1);
    });

    it('tells so when it could not be renewed until it ran out', async () => {
      const { queue, clock, context, execute, warnings, deliver } = deliveryBench();
      execute.mockImplementation(working(clock, 60_000));
      vi.spyOn(context.queue, 'renew').mockRejectedValue(unavailable());
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(30_000);

      expect(await delivery).toMatchObject({ outcome: 'lease-lost', duration: 30_000 });
      expect(warnings.length).toBeGreaterThan(2);
      expect(warnings[0]).toContain('could not be renewed yet');
    });
  });

  describe('that is aborted', () => {
    it('releases a message at once, whatever RetryDelay says', async () => {
      const { queue, clock, execute, deliver } = deliveryBench({ retryDelay: '1h' });
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');
      const abort = new AbortController();
      const shutdown = new ShutdownError('SIGTERM');

      const delivery = deliver(abort.signal);
      await clock.advance(5_000);
      abort.abort(shutdown);

      expect(await delivery).toMatchObject({ outcome: 'aborted', error: shutdown });
      expect(execute.mock.calls[0]?.[1].reason).toBe(shutdown);
      expect(queue.messages[0]?.visibleOn).toBe(clock.now());
    });

    it('releases a message without executing it when it came too late', async () => {
      const { queue, clock, execute, deliver } = deliveryBench();
      await queue.send('a');

      const report = await deliver(AbortSignal.abort(new ShutdownError('SIGTERM')));

      expect(report).toMatchObject({ outcome: 'aborted' });
      expect(execute).not.toHaveBeenCalled();
      expect(queue.messages[0]?.visibleOn).toBe(clock.now());
    });

    it('releases on the last attempt too: the work was cut short, it did not fail', async () => {
      const { queue, poisonQueue, clock, execute, deliver } = deliveryBench({ maxDequeueCount: 1 });
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');
      const abort = new AbortController();

      const delivery = deliver(abort.signal);
      await clock.advance(1);
      abort.abort(new ShutdownError());

      expect(await delivery).toMatchObject({ outcome: 'aborted' });
      expect(queue.messages).toHaveLength(1);
      expect(poisonQueue.messages).toEqual([]);
    });

    it('completes work that makes it to its end all the same', async () => {
      const { queue, execute, deliver } = deliveryBench();
      const abort = new AbortController();
      execute.mockImplementation(() => abort.abort(new ShutdownError('SIGTERM')));
      await queue.send('a');

      const report = await deliver(abort.signal);

      expect(report).toMatchObject({ outcome: 'completed' });
      expect(queue.messages).toEqual([]);
    });

    it('does not wait for ever for an executor that does not listen', async () => {
      const { queue, clock, warnings, deliver } = deliveryBench({}, hanging);
      await queue.send('a');
      const abort = new AbortController();

      const delivery = deliver(abort.signal);
      await clock.advance(1_000);
      abort.abort(new ShutdownError('SIGTERM'));
      await clock.advance(3_000);

      expect(await delivery).toMatchObject({
        outcome: 'aborted',
        isExecutorStillRunning: true,
        duration: 4_000,
      });
      expect(warnings).toEqual([expect.stringContaining('did not end within 3s')]);
      expect(queue.messages[0]?.visibleOn).toBe(clock.now());
    });

    it('tries to settle for five more seconds, no longer', async () => {
      const { queue, clock, context, execute, deliver } = deliveryBench({
        visibilityTimeout: '5m',
      });
      execute.mockImplementation(working(clock, 60_000));
      vi.spyOn(context.queue, 'release').mockRejectedValue(unavailable());
      await queue.send('a');
      const abort = new AbortController();

      const delivery = deliver(abort.signal);
      await clock.advance(1_000);
      abort.abort(new ShutdownError('SIGTERM'));
      await clock.advance(5_000);

      const report = await delivery;
      expect(report).toMatchObject({ outcome: 'aborted' });
      expect(report.duration).toBeLessThanOrEqual(6_000);
      expect(report.reason).toContain('Could not be released');
    });
  });

  describe('whose executor takes longer than ExecutionTimeout', () => {
    it('aborts it and counts that as a failure', async () => {
      const { queue, clock, execute, deliver } = deliveryBench({ executionTimeout: '10s' });
      execute.mockImplementation(working(clock, 60_000));
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(10_000);

      const report = await delivery;
      expect(report).toMatchObject({
        outcome: 'released',
        error: new ExecutionTimeoutError({ toString: () => '10s' } as never),
      });
      expect(report.reason).toContain('did not end within 10s');
      expect(execute.mock.calls[0]?.[1].reason).toBeInstanceOf(ExecutionTimeoutError);
    });

    it('poisons the message on the last attempt', async () => {
      const settings = { executionTimeout: '10s', maxDequeueCount: 1 };
      const { queue, poisonQueue, clock, deliver } = deliveryBench(settings, hanging);
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(13_000);

      expect(await delivery).toMatchObject({ outcome: 'poisoned', isExecutorStillRunning: true });
      expect(poisonQueue.messages).toHaveLength(1);
    });

    it('leaves an executor alone that ends in time', async () => {
      const { queue, clock, execute, deliver } = deliveryBench({ executionTimeout: '10s' });
      execute.mockImplementation(working(clock, 9_999));
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(60_000);

      expect(await delivery).toMatchObject({ outcome: 'completed' });
      expect(execute.mock.calls[0]?.[1].aborted).toBe(false);
    });
  });

  describe('when storage fails to settle', () => {
    it('repeats the deletion while the lease lives', async () => {
      const { queue, clock, context, deliver } = deliveryBench();
      vi.spyOn(context.queue, 'complete')
        .mockRejectedValueOnce(unavailable())
        .mockRejectedValueOnce(unavailable());
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(1_000);

      expect(await delivery).toMatchObject({ outcome: 'completed', duration: 600 });
      expect(queue.messages).toEqual([]);
    });

    it('takes a stale receipt for success when an earlier try lost its answer', async () => {
      const { queue, clock, context, deliver } = deliveryBench();
      const complete = queue.complete.bind(queue);
      vi.spyOn(context.queue, 'complete').mockImplementationOnce(async (message) => {
        await complete(message);
        throw unavailable(true);
      });
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(1_000);

      expect(await delivery).toMatchObject({ outcome: 'completed' });
    });

    it('takes a stale receipt for a lost lease when no earlier try can have had an effect', async () => {
      const { queue, clock, context, deliver } = deliveryBench();
      const complete = queue.complete.bind(queue);
      vi.spyOn(context.queue, 'complete').mockImplementationOnce(async (message) => {
        await complete(message);
        throw unavailable(false);
      });
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(1_000);

      expect(await delivery).toMatchObject({ outcome: 'lease-lost' });
    });

    it('leaves the message to the queue when the lease ends first', async () => {
      const { queue, clock, context, deliver } = deliveryBench();
      vi.spyOn(context.queue, 'complete').mockRejectedValue(unavailable());
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(30_000);

      const report = await delivery;
      expect(report).toMatchObject({ outcome: 'lease-lost' });
      expect(report.reason).toContain('The message comes back when its lease runs out');
      expect(queue.messages).toHaveLength(1);
    });

    it('never deletes a message whose copy is not in the poison queue', async () => {
      const { queue, poisonQueue, clock, context, deliver } = deliveryBench(
        { maxDequeueCount: 1 },
        failing(),
      );
      const refused = new QueueAccessError('no right to add', { queueName: 'poison' });
      vi.spyOn(context.poisonQueue, 'send').mockRejectedValue(refused);
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({ outcome: 'released', error: refused });
      expect(report.reason).toContain(`Could not be moved to "${poisonQueue.name}"`);
      expect(queue.messages).toMatchObject([{ text: 'a', visibleOn: clock.now() + 30_000 }]);
    });

    it('keeps the lease while the copy is being sent', async () => {
      const { queue, poisonQueue, clock, context, deliver } = deliveryBench(
        { maxDequeueCount: 1 },
        failing(),
      );
      const send = poisonQueue.send.bind(poisonQueue);
      vi.spyOn(context.poisonQueue, 'send').mockImplementation(async (text, options) => {
        await clock.sleep(40_000);
        return send(text, options);
      });
      await queue.send('a');

      const delivery = deliver();
      await clock.advance(40_000);

      expect(await delivery).toMatchObject({ outcome: 'poisoned' });
      expect(queue.messages).toEqual([]);
      expect(poisonQueue.messages).toHaveLength(1);
    });

    it('tells of the copy when the lease of the original is lost', async () => {
      const { queue, poisonQueue, context, deliver } = deliveryBench(
        { maxDequeueCount: 1 },
        failing(),
      );
      vi.spyOn(context.queue, 'complete').mockRejectedValue(
        new LeaseLostError('gone', { queueName: 'q', code: 'MessageNotFound' }),
      );
      await queue.send('a');

      const report = await deliver();

      expect(report.outcome).toBe('lease-lost');
      expect(report.reason).toMatch(/^Delivery 1 of 1 failed.*out of weapons.* gone$/);
      expect(poisonQueue.messages).toHaveLength(1);
    });

    it('is aborted still when a message never begun cannot be replaced', async () => {
      const { queue, context, deliver } = deliveryBench({ maxDequeueCount: 1 });
      await queue.send('a');
      vi.spyOn(context.queue, 'send').mockRejectedValue(
        new QueueAccessError('no right to add', { queueName: 'q' }),
      );

      const report = await deliver(AbortSignal.abort(new Error('the process ends')));

      expect(report.outcome).toBe('aborted');
      expect(report.reason).toContain('Could not be replaced by a copy');
      expect(queue.messages).toMatchObject([{ text: 'a' }]);
    });

    it('tells that the lease was lost when a failed message is not ours to release', async () => {
      const { queue, clock, context, deliver } = deliveryBench({}, failing());
      vi.spyOn(context.queue, 'release').mockRejectedValue(
        new LeaseLostError('gone', { queueName: 'q', code: 'MessageNotFound' }),
      );
      await queue.send('a');

      const report = await deliver();

      expect(report).toMatchObject({
        outcome: 'lease-lost',
        reason: 'Delivery 1 of 5 failed: Error: out of weapons gone',
      });
      expect(clock.now()).toBe(clock.now());
    });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
import { Delivery } from './delivery.js';
import { deliveryBench } from './delivery.fixture.js';

const LEASE = 30_000;

/** A message whose receive is answered only when its lease has run out. */
async function arrange() {
  const bench = deliveryBench({ visibilityTimeout: LEASE / 1_000 });
  const { queue, clock, context } = bench;
  await queue.send('a');
  const since = clock.now();
  const [message] = await queue.receive({ maxMessages: 1, lease: LEASE });
  await clock.advance(LEASE + 2_000);
  const deliver = async () => {
    const delivery = new Delivery(context, message!, since).run(new AbortController().signal);
    await clock.advance(2 * LEASE);
    return delivery;
  };
  return { ...bench, deliver };
}

describe('a delivery whose lease ran out before it could begin', () => {
  it('renews the lease before it executes, and tells so', async () => {
    const { queue, clock, execute, warnings, deliver } = await arrange();
    execute.mockImplementation(() => {
      expect(queue.messages[0]?.visibleOn).toBe(clock.now() + LEASE);
    });

    const report = await deliver();

    expect(report.outcome).toBe('completed');
    expect(execute).toHaveBeenCalledOnce();
    expect(queue.messages).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('ran out 2000 ms before')]);
  });

  it('does not execute what somebody else has received meanwhile', async () => {
    const { queue, execute, deliver } = await arrange();
    await queue.receive({ maxMessages: 1, lease: 10 * LEASE });

    const report = await deliver();

    expect(report.outcome).toBe('lease-lost');
    expect(execute).not.toHaveBeenCalled();
    expect(queue.messages).toHaveLength(1);
  });

  it('does not execute when nobody knows whose the message is', async () => {
    const { queue, context, execute, deliver } = await arrange();
    const noAnswer = { queueName: queue.name, mayHaveTakenEffect: true };
    vi.spyOn(context.queue, 'renew').mockRejectedValue(
      new QueueUnavailableError('no answer', noAnswer),
    );

    const report = await deliver();

    expect(report.outcome).toBe('lease-lost');
    expect(execute).not.toHaveBeenCalled();
  });
});

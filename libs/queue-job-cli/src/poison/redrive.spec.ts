import {
  LeaseLostError,
  QueueAccessError,
  QueueError,
  QueueUnavailableError,
  type InspectableQueue,
} from 'nestjs-queue-job/tools';
import { describe, expect, it } from 'vitest';
import { Process, type Fate } from './faulty-queue.fixture.js';
import { COPIED_AND_TAKEN, TAKEN } from './redrive.messages.js';
import { RedriveBench } from './redrive.fixture.js';

const healthy = () => new Process(() => 'pass');

async function arrange(...texts: readonly string[]): Promise<RedriveBench> {
  const bench = new RedriveBench();
  for (const text of texts) await bench.poisoned(text);
  return bench;
}

/** A process in which a call of one kind does something else; the first so many times. */
const processIn = (
  name: 'send' | 'complete' | 'receive' | 'renew' | 'release',
  instead: () => Promise<unknown>,
  times = Infinity,
): Process => {
  let left = times;
  return new (class extends Process {
    override open(queue: InspectableQueue): InspectableQueue {
      const opened = super.open(queue);
      const original = opened[name].bind(opened) as (...given: unknown[]) => Promise<unknown>;
      const call = (...given: unknown[]) => (left-- > 0 ? instead() : original(...given));
      return Object.assign(opened, { [name]: call });
    }
  })(() => 'pass' satisfies Fate);
};

const rejecting = (error: Error) => () => Promise.reject(error);
const refused = () => new QueueAccessError('Refused.', { queueName: 'q', code: 'Refused' });

describe('Redrive', () => {
  it('sends the text byte for byte, without its envelope, for ever, and deletes it', async () => {
    const bench = await arrange('{"name":"Groot"} \r\n <&>');

    const { report, redrive } = await bench.redrive(healthy());

    expect(report).toMatchObject({ looked: 1, selected: 1, gone: 1, hidden: 0 });
    expect(bench.texts).toEqual(['{"name":"Groot"} \r\n <&>']);
    expect(new Date(bench.queue.messages[0]!.expiresOn).getUTCFullYear()).toBe(9999);
    expect(bench.poison.messages).toEqual([]);
    expect(redrive).toMatchObject({ troubles: [], possibleCopies: 0 });
  });

  it('sends what is in no envelope as it is', async () => {
    const bench = await arrange();
    await bench.poison.send('{"format":"nestjs-queue-job/poison/v1"}');

    await bench.redrive(healthy());

    expect(bench.texts).toEqual(['{"format":"nestjs-queue-job/poison/v1"}']);
  });

  it('takes one envelope off, not those that a sender has put inside', async () => {
    const inner = new RedriveBench();
    await inner.poisoned('a');
    const bench = await arrange(inner.poison.messages[0]!.text);

    await bench.redrive(healthy());

    expect(bench.texts).toEqual([inner.poison.messages[0]!.text]);
  });

  it('leaves a message that can never be sent, tells why, and moves the others', async () => {
    const bench = await arrange('a', 'b');
    const unsendable = new QueueError('Not in XML.', {
      queueName: 'q',
      code: 'InvalidXmlDocument',
    });

    const { report, redrive } = await bench.redrive(processIn('send', rejecting(unsendable), 1));

    expect(report).toMatchObject({ gone: 1, selected: 2 });
    expect(report.error).toBeUndefined();
    expect(redrive.troubles).toMatchObject([{ why: 'Not in XML.' }]);
    expect(bench.texts).toEqual(['b']);
    expect(bench.poison.messages).toMatchObject([{ visibleOn: expect.any(Number) }]);
    expect(bench.poison.messages[0]!.visibleOn).toBeLessThanOrEqual(bench.clock.now());
  });

  it('stops when sending is refused, and gives everything back', async () => {
    const bench = await arrange('a', 'b', 'c');

    const { report } = await bench.redrive(processIn('send', rejecting(refused())));

    expect(report).toMatchObject({ gone: 0, error: expect.any(QueueAccessError) });
    expect(bench.texts).toEqual([]);
    await expect(bench.poison.peek(32)).resolves.toHaveLength(3);
  });

  it('stops when sending gets no answer for long, and tells that it may be sent', async () => {
    const bench = await arrange('a');
    const lost = new QueueUnavailableError('No answer.', {
      queueName: 'q',
      mayHaveTakenEffect: true,
    });

    const { report, redrive } = await bench.redrive(processIn('send', rejecting(lost)));

    expect(report).toMatchObject({ gone: 0, error: lost });
    expect(redrive.possibleCopies).toBeGreaterThan(0);
    expect(redrive.troubles).toMatchObject([
      { why: expect.stringMatching(/stays in the poison queue, and may have been sent/) },
    ]);
    await expect(bench.poison.peek(32)).resolves.toHaveLength(1);
  });

  it('tells of a message that was sent and cannot be deleted, and stops', async () => {
    const bench = await arrange('a');

    const { report, redrive } = await bench.redrive(processIn('complete', rejecting(refused())));

    expect(report).toMatchObject({ gone: 0, error: expect.any(QueueAccessError) });
    expect(redrive.possibleCopies).toBe(1);
    expect(redrive.troubles).toMatchObject([
      { why: expect.stringContaining('could not be deleted from the poison queue') },
    ]);
  });

  it('tells of a message that somebody else took before it could be deleted', async () => {
    const bench = await arrange('a');
    const taken = new LeaseLostError('Lost.', { queueName: 'q' });

    const { redrive } = await bench.redrive(processIn('complete', rejecting(taken)));

    expect(redrive.troubles).toMatchObject([{ why: COPIED_AND_TAKEN }]);
    expect(redrive.possibleCopies).toBe(1);
  });

  it('renews a lease that is nearly over before it sends, so that it can delete', async () => {
    const bench = await arrange(...Array.from({ length: 12 }, (_, index) => `${index}`));

    const { report, redrive } = await bench.redrive(healthy(), undefined, { rate: 0.1 });

    expect(report).toMatchObject({ gone: 12, hidden: 0 });
    expect(redrive).toMatchObject({ troubles: [], possibleCopies: 0 });
    expect(bench.texts).toHaveLength(12);
  });

  it('sends nothing of a message that is no longer ours', async () => {
    const bench = await arrange('a', 'b');
    const taken = new LeaseLostError('Lost.', { queueName: 'q' });
    const process = processIn('renew', rejecting(taken));
    // The pause of each message leaves its lease no time.
    const { clock } = bench;

    const { redrive } = await bench.redrive(process, (text) => {
      if (text.includes('"b"')) clock.skip(55_000);
      return true;
    });

    expect(redrive.troubles.map(({ why }) => why)).toEqual([TAKEN, TAKEN]);
    expect(bench.texts).toEqual([]);
  });
});

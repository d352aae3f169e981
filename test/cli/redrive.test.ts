import { describe, expect, it, vi } from 'vitest';
import type { QueueClient } from '@azure/storage-queue';
import { TestQueue } from '../support/test-queue.ts';
import { runTool, Tool } from './tool.ts';

const MESSAGES = 60;

/** A queue whose poison queue has these messages. */
async function arrange(): Promise<{ queue: TestQueue; poison: QueueClient }> {
  const queue = TestQueue.missing();
  const poison = queue.poison();
  await poison.create();
  await queue.client.create();
  const texts = Array.from({ length: MESSAGES }, (_, index) => `${index}`);
  await Promise.all(texts.map((text) => poison.sendMessage(text)));
  return { queue, poison };
}

async function countOf(client: QueueClient): Promise<number> {
  return (await client.getProperties()).approximateMessagesCount!;
}

/** Resolves as soon as the queue has so many messages, of which Azure Storage has no event. */
async function untilThereAre(messages: number, client: QueueClient): Promise<void> {
  const look = async () => {
    if ((await countOf(client)) < messages) throw new Error('Too few messages were redriven.');
  };
  await vi.waitFor(look, { timeout: 60_000, interval: 50 });
}

/** All texts of a queue, which is empty afterwards. */
async function drain(client: QueueClient): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { receivedMessageItems } = await client.receiveMessages({ numberOfMessages: 32 });
    if (receivedMessageItems.length === 0) return texts;
    texts.push(...receivedMessageItems.map(({ messageText }) => messageText));
    await Promise.all(
      receivedMessageItems.map((item) => client.deleteMessage(item.messageId, item.popReceipt)),
    );
  }
}

const REDRIVE = ['poison', 'redrive', '--execute'];

describe('a redrive in a process of its own', { timeout: 180_000, concurrent: true }, () => {
  it('ends in order at SIGINT, hides nothing, and goes on when it is run again', async () => {
    const { queue, poison } = await arrange();

    await using tool = new Tool(queue.name, [...REDRIVE, '--rate', '20']);
    await untilThereAre(10, queue.client);
    tool.kill('SIGINT');
    const { exitCode, stdout, stderr } = await tool.ended;

    expect(exitCode).toBe(130);
    expect(stderr).toContain('Run the same command again to go on.');
    const moved = Number(/^(\d+) messages redriven/.exec(stdout)![1]);
    expect(await countOf(queue.client)).toBe(moved);
    expect(await countOf(poison)).toBe(MESSAGES - moved);
    const again = await runTool(queue.name, REDRIVE);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain(`${MESSAGES - moved} messages redriven`);
    const texts = await drain(queue.client);
    expect(texts).toHaveLength(MESSAGES);
    expect(new Set(texts).size).toBe(MESSAGES);
  });

  it('loses nothing to SIGKILL, again and again', async () => {
    const { queue, poison } = await arrange();

    for (const enough of [5, 15]) {
      await using tool = new Tool(queue.name, [...REDRIVE, '--rate', '20']);
      await untilThereAre(enough, queue.client);
      tool.kill('SIGKILL');
      expect((await tool.ended).exitCode).toBeNull();
    }
    const { exitCode, stderr } = await runTool(queue.name, REDRIVE);

    // What the killed processes had in hand is hidden until its lease ends, and nothing else is missing.
    const hidden = await countOf(poison);
    expect(exitCode).toBe(hidden > 0 ? 3 : 0);
    expect(stderr).toContain(hidden > 0 ? `About ${hidden} message` : '');
    expect(hidden).toBeLessThanOrEqual(2 * 32);
    const texts = await drain(queue.client);
    const different = new Set(texts).size;
    expect(different + hidden).toBeGreaterThanOrEqual(MESSAGES);
    expect([...new Set(texts)].every((text) => Number(text) < MESSAGES)).toBe(true);
    // Each kill can make a copy of no more than what is acted on at once.
    expect(texts.length - different).toBeLessThanOrEqual(2 * 8);
  });
});

import { QueueClient } from '@azure/storage-queue';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answeringServer } from './answering-server.fixture.js';
import { queueThatAnswers, status } from './answering-queue.fixture.js';

/** Watches whether anybody asks for `FormData`, which Node makes only then. */
function watchForms(): { readonly asked: boolean } {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'FormData')!;
  const watch = { asked: false };
  Object.defineProperty(globalThis, 'FormData', {
    configurable: true,
    get: () => {
      watch.asked = true;
      return original.value ?? original.get?.call(globalThis);
    },
  });
  onTestFinished(() => void Object.defineProperty(globalThis, 'FormData', original));
  return watch;
}

describe('AzureQueueService', () => {
  it('makes its calls without Node having to load what forms are', async () => {
    const queue = await queueThatAnswers(status(204));
    const forms = watchForms();

    await queue.complete({ id: 'id', popReceipt: 'receipt' }).catch(() => {});

    expect(forms.asked).toBe(false);
  });

  it('would not need to care if the SDK did', async () => {
    const client = new QueueClient(`${await answeringServer(status(204))}/guardians/events`);
    const forms = watchForms();

    await client.deleteMessage('id', 'receipt');

    // Once this fails, `withoutForms` has become useless.
    expect(forms.asked).toBe(true);
  });
});

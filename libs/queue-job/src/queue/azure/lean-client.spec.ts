import { QueueClient } from '@azure/storage-queue';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answeringServer } from './answering-server.fixture.js';
import { queueThatAnswers, status } from './answering-queue.fixture.js';
import { leanClient } from './lean-client.js';

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

/** As far as it is looked into here. */
interface Pipeline {
  getOrderedPolicies(): readonly { readonly name: string }[];
}

/** The steps of a client's requests, which it keeps to itself. */
function stepsOf(client: QueueClient): readonly string[] {
  const { pipeline } = client as unknown as {
    readonly pipeline: { readonly _corePipeline: Pipeline };
  };
  return pipeline._corePipeline.getOrderedPolicies().map(({ name }) => name);
}

const newClient = () => new QueueClient('http://127.0.0.1:1/guardians/events');

/** What the SDK does with a request, and we do not. */
function leftOut(): readonly string[] {
  const kept = stepsOf(leanClient(newClient()));
  return stepsOf(newClient()).filter((name) => !kept.includes(name));
}

describe('leanClient()', () => {
  it('leaves out what does not concern queues', () => {
    // Once one is missing here, the SDK has another name for it, or has given it up.
    expect(leftOut().toSorted()).toEqual([
      'formDataPolicy',
      'multipartPolicy',
      'redirectPolicy',
      'storageBrowserPolicy',
      'storageRetryPolicy',
      'tracingPolicy',
      'wrapAbortSignalLikePolicy',
    ]);
  });

  it('leaves spans of requests to whoever has set OpenTelemetry up', () => {
    const registered = Symbol.for('opentelemetry.js.api.1');
    Object.defineProperty(globalThis, registered, { value: {}, configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, registered));

    expect(leftOut()).not.toContain('tracingPolicy');
  });

  it('leaves a client alone that is built otherwise', () => {
    const client = {} as QueueClient;

    expect(leanClient(client)).toBe(client);
  });

  it('makes its calls without Node having to load what forms are', async () => {
    const queue = await queueThatAnswers(status(204));
    const forms = watchForms();

    await queue.complete({ id: 'id', popReceipt: 'receipt' }).catch(() => {});

    expect(forms.asked).toBe(false);
  });

  it('would not need to care about forms if the SDK did', async () => {
    const client = new QueueClient(`${await answeringServer(status(204))}/guardians/events`);
    const forms = watchForms();

    await client.deleteMessage('id', 'receipt');

    expect(forms.asked).toBe(true);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { EncodingName } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './errors/undecodable-message.error.js';
import { cloudEvent } from './event.fixture.js';
import { rawMessage } from './message.fixture.js';
import { readMessage } from './read-message.js';
import type { QueueMessage } from './queue-message.js';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

interface Reading {
  readonly messageEncoding?: EncodingName;
  readonly eventTypeField?: string;
  readonly traceContextField?: string;
}

const read = (
  text: string,
  { messageEncoding = 'auto', eventTypeField, traceContextField = 'traceparent' }: Reading = {},
  rewrite: (text: string) => Promise<void> = () => Promise.resolve(),
): QueueMessage =>
  readMessage(
    rawMessage(text),
    { queueName: 'guardian-events', isLastAttempt: false },
    { messageEncoding, eventTypeField, traceContextField },
    rewrite,
  );

/** The message as its next delivery shows it, and the text it then has in the queue. */
async function saved(text: string, progress: unknown, reading: Reading = {}) {
  const rewrite = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  await read(text, reading, rewrite).saveProgress(progress);
  const [rewritten = ''] = rewrite.mock.calls[0] ?? [];
  return { rewritten, next: read(rewritten, reading) };
}

describe('readMessage', () => {
  it('tells what the queue says of the message, and the delivery', () => {
    const raw = rawMessage('{}', { dequeueCount: 3 });

    const message = readMessage(
      raw,
      { queueName: 'guardian-events', isLastAttempt: true },
      { messageEncoding: 'auto', eventTypeField: undefined, traceContextField: 'traceparent' },
      () => Promise.resolve(),
    );

    const { text: _, ...told } = raw;
    expect(message).toMatchObject({ ...told, queueName: 'guardian-events', isLastAttempt: true });
  });

  it.each(['text', 'base64'] as const)('tells the event, from %s', (written) => {
    const text = JSON.stringify(cloudEvent({ data: { name: 'Athena' } }));

    const message = read(written === 'text' ? text : base64(text));

    expect(message).toMatchObject({
      type: 'guardian.created',
      attributes: cloudEvent(),
      body: { name: 'Athena' },
      text,
      bytes: Buffer.from(text),
    });
  });

  it('tells text that is no JSON, without a type', () => {
    expect(read('Athena')).toMatchObject({
      type: undefined,
      attributes: {},
      body: 'Athena',
      text: 'Athena',
    });
  });

  it('tells bytes that are no text', () => {
    const bytes = Buffer.of(0x41, 0xff);

    const message = read(base64(bytes), { messageEncoding: 'base64' });

    expect(message).toMatchObject({ type: undefined, body: bytes, text: 'A\uFFFD', bytes });
  });

  it('looks for the type where it is told to', () => {
    const message = read('{"type":"a","meta":{"kind":"b"}}', { eventTypeField: 'meta.kind' });

    expect(message.type).toBe('b');
  });

  it('refuses text that is not what it is to be', () => {
    expect(() => read('{}', { messageEncoding: 'base64' })).toThrow(UndecodableMessageError);
  });
});

describe('saveProgress', () => {
  it.each([
    ['text', 'auto', (text: string) => text],
    ['text', 'text', (text: string) => text],
    ['base64', 'auto', base64],
    ['base64', 'base64', base64],
  ] as const)('writes %s, which %s reads, as it found it', async (_, messageEncoding, encode) => {
    const { rewritten, next } = await saved(encode('{"step":1}'), { step: 2 }, { messageEncoding });

    expect(rewritten).toBe(encode('{"step":2}'));
    expect(next.body).toEqual({ step: 2 });
  });

  it('leaves the envelope around it', async () => {
    const { next } = await saved(JSON.stringify(cloudEvent({ data: { step: 1 } })), { step: 2 });

    expect(JSON.parse(next.text)).toEqual(cloudEvent({ data: { step: 2 } }));
    expect(next.type).toBe('guardian.created');
  });

  it('does not change the message itself', async () => {
    const message = read('{"step":1}');

    await message.saveProgress({ step: 2 });

    expect(message).toMatchObject({ body: { step: 1 }, text: '{"step":1}' });
  });

  it.each([
    ['plain JSON', '{"type":"a","step":1}', {}],
    ['a field of plain JSON', '{"meta":{"kind":"a"},"step":1}', { eventTypeField: 'meta.kind' }],
    [
      "a field of an envelope's data",
      JSON.stringify(cloudEvent({ data: { kind: 'a', step: 1 } })),
      { eventTypeField: 'data.kind' },
    ],
  ])(
    'keeps the type that %s names, so that the same executor goes on',
    async (_, text, reading) => {
      const { next } = await saved(text, { step: 2 }, reading);

      expect(next).toMatchObject({ type: 'a', body: { step: 2 } });
    },
  );

  it.each([
    ['plain JSON', JSON.stringify({ traceparent, tracestate: 'vendor=1', step: 1 }), {}],
    ['a CloudEvent', JSON.stringify(cloudEvent({ traceparent, tracestate: 'vendor=1' })), {}],
    [
      'a field',
      JSON.stringify({ meta: { trace: { traceparent, tracestate: 'vendor=1' } } }),
      { traceContextField: 'meta.trace' },
    ],
  ])('keeps the trace context of %s, so that the trace goes on', async (_, text, reading) => {
    const traceContext = { traceparent, tracestate: 'vendor=1' };
    const { next } = await saved(text, { step: 2 }, reading);

    expect(read(text, reading).traceContext).toEqual(traceContext);
    expect(next).toMatchObject({ traceContext, body: { step: 2 } });
  });

  it.each([
    ['a number that looks like base64', 1686],
    ['text that looks like base64', base64('{"a":1}')],
    ['text that looks like a number', '42'],
    ['text that looks like JSON', '{"a":1}'],
    ['null', null],
    ['a list', [1, 2]],
  ])('begins the next delivery with what was saved: %s', async (_, progress) => {
    for (const messageEncoding of ['auto', 'text'] as const) {
      const { next } = await saved('{"step":1}', progress, { messageEncoding });

      expect(next.body).toEqual(progress);
    }
  });

  it('saves bytes in a CloudEvent', async () => {
    const bytes = Buffer.of(0xff, 0x00);

    const { next } = await saved(JSON.stringify(cloudEvent({ data: { step: 1 } })), bytes);

    expect(next.body).toEqual(bytes);
    expect(next.type).toBe('guardian.created');
  });

  it('saves bytes where base64 is read', async () => {
    const bytes = Buffer.of(0xff, 0x00);

    const { next } = await saved(base64('{}'), bytes, { messageEncoding: 'base64' });

    expect(next.body).toEqual(bytes);
  });

  it('rejects when the text cannot be replaced', async () => {
    const lost = new Error('lost');
    const message = read('{}', {}, () => Promise.reject(lost));

    await expect(message.saveProgress({})).rejects.toBe(lost);
  });

  it('rejects, and replaces nothing, when JSON cannot hold the progress', async () => {
    const rewrite = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    const message = read('{}', {}, rewrite);

    await expect(message.saveProgress({ big: 1n })).rejects.toThrow(TypeError);
    expect(rewrite).not.toHaveBeenCalled();
  });
});

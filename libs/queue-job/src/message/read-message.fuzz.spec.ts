import fc, { assert } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ensure,
  fuzz,
  FUZZ_TIMEOUT,
  hostileText,
  keepPrototypes,
  mutated,
} from '../hostile.fixture.js';
import { hostileJson, parsed } from '../hostile-json.fixture.js';
import { ENCODINGS } from '../options/queue-job-options.js';
import { UndecodableMessageError } from './errors/undecodable-message.error.js';
import { cloudEvent, eventGrid } from './event.fixture.js';
import { readEvent, replaceData } from './event.js';
import { rawMessage } from './message.fixture.js';
import { parseBody } from './parse-body.js';
import { readMessage } from './read-message.js';

keepPrototypes();

const delivery = { queueName: 'guardian-events', isLastAttempt: false };

const envelope = fc
  .tuple(fc.constantFrom(cloudEvent, eventGrid), hostileJson)
  .map(([wrap, data]) => `${JSON.stringify(wrap()).slice(0, -1)},"data":${data}}`);
const plain = fc.oneof(hostileText, hostileJson, envelope, mutated(envelope));
const messageText = fc.oneof(
  plain,
  plain.map((text) => Buffer.from(text).toString('base64')),
  plain.map((text) => `\uFEFF${text}`),
);

/** What an executor may save: what JSON can hold, no deeper than `JSON.stringify` goes. */
const progress = fc.oneof(
  hostileText,
  hostileJson.map((json) => (json.length > 5_000 ? json : parsed(json))),
);

const settings = fc.record({
  messageEncoding: fc.constantFrom(...ENCODINGS),
  eventTypeField: fc.constantFrom(
    undefined,
    'meta.kind',
    'data.kind',
    '__proto__.kind',
    'constructor',
  ),
  traceContextField: fc.constantFrom('traceparent', 'meta.trace', '__proto__.traceparent'),
});

/** Reads a message as it lies in a queue; none when that demands base64 and has none. */
function read(queue: { text: string }, options: Parameters<typeof readMessage>[2]) {
  const rewrite = async (text: string) => void (queue.text = text);
  try {
    return readMessage(rawMessage(queue.text), delivery, options, rewrite);
  } catch (error) {
    ensure(error instanceof UndecodableMessageError, 'nothing else is thrown');
    ensure(options.messageEncoding === 'base64', 'base64 was demanded');
    return undefined;
  }
}

/** What lies in JSON between two calls; `undefined` where it is nested too deeply for `JSON.stringify`. */
function throughJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

describe('readMessage, whatever the text', { timeout: FUZZ_TIMEOUT }, () => {
  it('makes a message of it, or says that it cannot', () => {
    const property = fc.property(messageText, settings, (text, options) => {
      const message = read({ text }, options);
      if (message === undefined) return;

      expect(message.text).toBe(parseBody(message.bytes).text);
      expect(message).toMatchObject({ ...delivery, id: 'a1b2', dequeueCount: 1 });
      ensure(message.type !== '', 'the type is no text without any letter');
      ensure(['string', 'undefined'].includes(typeof message.type), 'the type is a text or none');
    });

    assert(property, fuzz('message as a whole'));
  });

  it('has the next delivery begin with what was saved, or leaves it as it was', async () => {
    const property = fc.asyncProperty(
      messageText,
      settings,
      progress,
      async (text, options, saved) => {
        const queue = { text };
        const message = read(queue, options);
        if (message === undefined) return;
        const { body } = parseBody(message.bytes);
        const json = throughJson(replaceData(body, saved, options.eventTypeField));

        const fault: unknown = await message.saveProgress(saved).catch((error: unknown) => error);

        const next = read(queue, options);
        const isRefused = fault instanceof RangeError && queue.text === text;
        ensure(json !== undefined || isRefused, 'what is too deep is refused, and changes nothing');
        if (json === undefined) return;
        const expected = readEvent(parsed(json), options.eventTypeField);
        expect(JSON.stringify(next?.body)).toBe(JSON.stringify(expected.body));
        expect(next?.type).toBe(expected.type);
      },
    );

    await assert(property, fuzz('progress to be saved'));
  });
});

import {
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  jsonValue,
  oneof,
  record,
  string,
  uint8Array,
} from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { ENCODINGS } from '../options/queue-job-options.js';
import { connect } from '../queue/azure/answering-queue.fixture.js';
import type { QueueService } from '../queue/message-queue.js';
import { senderBench } from './sender.fixture.js';

const azurite: QueueService = await connect(inject('azurite'));

/** Texts with what travels badly: control characters, half characters, markup, what looks like base64 or JSON. */
const text = oneof(
  string({ unit: 'binary' }),
  string({ unit: 'grapheme' }),
  constantFrom('2500', 'User', 'R3Jvb3Q=', '\uFEFFa', '\uFFFF', 'a\r\nb', '\uD800', '{"a":1}', ''),
);
const type = text.filter((one) => one !== '' && one === one.trim());
const json = jsonValue({ stringUnit: 'binary' });
/** Fields of an object, apart from those in which the type may stand. */
const fields = dictionary(
  text.filter((name) => !['type', 'kind', '__proto__'].includes(name)),
  json,
);
const messageEncoding = constantFrom(...ENCODINGS);

/** What JSON makes of a value: it knows no -0. */
const inJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each([
  { where: 'in memory', service: undefined, numRuns: 300 },
  { where: 'in Azurite', service: azurite, numRuns: 12 },
])('what is sent to a queue $where', { timeout: 60_000 }, ({ service, numRuns }) => {
  it('as a CloudEvent is received as the same type with the same data', async () => {
    const settings = record({
      messageEncoding,
      eventTypeField: constantFrom(undefined, 'type', 'kind'),
    });
    const property = asyncProperty(settings, type, json, async (given, kind, data) => {
      const { sender, read } = senderBench(given, service);

      await sender.send(kind, data);

      const received = await read();
      expect(received.type).toBe(kind);
      expect(received.body).toEqual(inJson(data));
    });
    await assert(property, { numRuns });
  });

  it('as a CloudEvent whose data names the type is received with the type in its data', async () => {
    const property = asyncProperty(messageEncoding, type, fields, async (encoding, kind, data) => {
      const settings = { messageEncoding: encoding, eventTypeField: 'data.kind' };
      const { sender, read } = senderBench(settings, service);

      await sender.send(kind, data);

      const received = await read();
      expect(received.type).toBe(kind);
      expect(received.body).toEqual({ ...(inJson(data) as object), kind });
    });
    await assert(property, { numRuns });
  });

  it('as plain JSON is received as the same type with the type in its data', async () => {
    const settings = record({
      messageEncoding,
      eventTypeField: constantFrom(undefined, 'type', 'meta.kind'),
    });
    const property = asyncProperty(settings, type, fields, async (given, kind, data) => {
      const { sender, read } = senderBench({ ...given, eventFormat: 'json' }, service);
      const { meta: _, ...others } = data;

      await sender.send(kind, others);

      const received = await read();
      const typed = given.eventTypeField === 'meta.kind' ? { meta: { kind } } : { type: kind };
      expect(received.type).toBe(kind);
      expect(received.body).toEqual({ ...(inJson(others) as object), ...typed });
    });
    await assert(property, { numRuns });
  });

  it('as bytes in a CloudEvent is received as what the bytes mean', async () => {
    const property = asyncProperty(messageEncoding, uint8Array(), async (encoding, bytes) => {
      const { sender, read } = senderBench({ messageEncoding: encoding }, service);
      // No text in UTF-8, or they would be received as one.
      const data = Buffer.concat([bytes, Buffer.of(0xff)]);

      await sender.send('guardian.painted', data);

      const { body } = await read();
      expect(Buffer.from(body as Uint8Array)).toEqual(data);
    });
    await assert(property, { numRuns });
  });

  it('without an envelope is received as the same body', async () => {
    const body = oneof(text, json);
    const property = asyncProperty(messageEncoding, body, async (encoding, sent) => {
      const { sender, read } = senderBench({ messageEncoding: encoding }, service);

      await sender.sendBody(sent);

      expect((await read()).body).toEqual(inJson(sent));
    });
    await assert(property, { numRuns });
  });

  it('as bytes without an envelope is received byte for byte', async () => {
    const property = asyncProperty(uint8Array(), async (sent) => {
      const { sender, read } = senderBench({ messageEncoding: 'base64' }, service);

      await sender.sendBody(sent);

      expect(Buffer.from((await read()).bytes)).toEqual(Buffer.from(sent));
    });
    await assert(property, { numRuns });
  });
});

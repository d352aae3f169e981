import { describe, expect, it } from 'vitest';
import { cloudEvent, eventGrid } from './event.fixture.js';
import { readEvent, replaceData } from './event.js';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

describe('replaceData', () => {
  const data = { step: 2 };

  it('leaves the envelope of a CloudEvent around it', () => {
    expect(replaceData(cloudEvent({ subject: 'athena', data: { step: 1 } }), data)).toEqual(
      cloudEvent({ subject: 'athena', data }),
    );
  });

  it('takes the place of data_base64', () => {
    const replaced = replaceData(cloudEvent({ data_base64: base64('1') }), data);

    expect(replaced).toStrictEqual(cloudEvent({ data }));
  });

  it('puts bytes into data_base64', () => {
    const bytes = Uint8Array.of(0xff, 0x00);

    const replaced = replaceData(cloudEvent({ data: { step: 1 } }), bytes);

    expect(replaced).toStrictEqual(cloudEvent({ data_base64: base64(bytes) }));
    expect(readEvent(replaced).body).toEqual(Buffer.from(bytes));
  });

  it('leaves the envelope of Event Grid around it', () => {
    expect(replaceData(eventGrid({ data: { step: 1 } }), data)).toEqual(eventGrid({ data }));
  });

  it.each([undefined, null, 'text', [1]])('puts %j into an envelope', (progress) => {
    const { body, ...event } = readEvent(replaceData(cloudEvent({ data }), progress));

    expect(body).toEqual(progress);
    expect(event).toEqual({ type: 'guardian.created', attributes: cloudEvent() });
  });

  it('changes nothing of what it is given', () => {
    const body = cloudEvent({ data: { step: 1 } });

    replaceData(body, data);

    expect(body).toEqual(cloudEvent({ data: { step: 1 } }));
  });

  it.each([[{ name: 'Athena' }], [[1]], ['text'], [null], [Buffer.from('a')]])(
    'is everything where the body is %j, without an envelope or a type',
    (body) => {
      expect(replaceData(body, data)).toBe(data);
    },
  );

  it('still names the type that plain JSON named', () => {
    expect(replaceData({ type: 'a', step: 1 }, data)).toEqual({ type: 'a', step: 2 });
  });

  it('names another type when told so', () => {
    expect(replaceData({ type: 'a' }, { type: 'b' })).toEqual({ type: 'b' });
  });

  it.each([
    ['meta.kind', { meta: { kind: 'a', by: 'me' } }, { step: 2, meta: { kind: 'a' } }],
    [
      'data.kind',
      cloudEvent({ data: { kind: 'a' } }),
      cloudEvent({ data: { step: 2, kind: 'a' } }),
    ],
    ['subject', cloudEvent({ subject: 'a' }), cloudEvent({ subject: 'a', data })],
    ['kind', { type: 'a' }, data],
  ])('still names the type at %s', (field, body, expected) => {
    expect(replaceData(body, data, field)).toEqual(expected);
  });

  it('keeps what else is where the type belongs', () => {
    const replaced = replaceData({ meta: { kind: 'a' } }, { meta: { page: 2 } }, 'meta.kind');

    expect(replaced).toEqual({ meta: { page: 2, kind: 'a' } });
  });

  it.each([[[1]], ['text'], [null], [7]])('cannot name the type in %j', (progress) => {
    expect(replaceData({ type: 'a' }, progress)).toBe(progress);
  });

  it.each(['constructor', '__proto__', 'toString', 'constructor.name', '__proto__.kind'])(
    'still names the type at %s, where objects inherit something',
    (field) => {
      const path = field.split('.');
      const json = path.reduceRight((inner, name) => `{"${name}":${inner}}`, '"a"');

      const replaced = replaceData(JSON.parse(json), data, field);

      expect(JSON.parse(JSON.stringify(replaced))).toEqual(
        JSON.parse(json.replace(/^\{/, '{"step":2,')),
      );
    },
  );
});

import { describe, expect, it } from 'vitest';
import { cloudEvent, eventGrid } from './event.fixture.js';
import { readEvent, replaceData } from './event.js';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
/** What `JSON.parse` makes of it, names that mean something to JavaScript included. */
const json = (text: string) => JSON.parse(text) as unknown;

describe('readEvent, of a CloudEvent', () => {
  it('tells the type, the data, and everything else as attributes', () => {
    const body = cloudEvent({
      subject: 'athena',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tenant: 7,
      data: { name: 'Athena' },
    });

    const event = readEvent(body);

    const { data, ...attributes } = body as Record<string, unknown>;
    expect(event).toEqual({ type: 'guardian.created', attributes, body: data });
  });

  it.each(['1.0', '1.0.2', '1.1'])('knows the version %s', (specversion) => {
    expect(readEvent(cloudEvent({ specversion, data: 1 })).body).toBe(1);
  });

  it.each([{ name: 'Athena' }, [], 'text', 0, false, null])('takes %j for the data', (data) => {
    expect(readEvent(cloudEvent({ data })).body).toEqual(data);
  });

  it('has no body without data', () => {
    expect(readEvent(cloudEvent())).toMatchObject({ type: 'guardian.created', body: undefined });
  });

  it.each([
    ['JSON', base64('{"name":"Athena"}'), { name: 'Athena' }],
    ['text', base64('Ἀθηνᾶ'), 'Ἀθηνᾶ'],
    ['nothing', '', ''],
    ['bytes', base64(Uint8Array.of(0xff, 0x00)), Buffer.of(0xff, 0x00)],
  ])('decodes data_base64 of %s', (_, encoded, expected) => {
    const event = readEvent(cloudEvent({ data_base64: encoded }));

    expect(event.body).toEqual(expected);
    expect(event.attributes).not.toHaveProperty('data_base64');
  });

  it('prefers data_base64 where an event has both against the rules', () => {
    const event = readEvent(cloudEvent({ data: 'text', data_base64: base64('bytes') }));

    expect(event).toEqual({ type: 'guardian.created', attributes: cloudEvent(), body: 'bytes' });
  });

  it.each([null, 7, {}])('passes over data_base64 that is %j', (encoded) => {
    expect(readEvent(cloudEvent({ data: 'text', data_base64: encoded })).body).toBe('text');
  });

  it('names no type when the type is blank text', () => {
    expect(readEvent(cloudEvent({ type: '', data: 1 }))).toMatchObject({
      type: undefined,
      body: 1,
    });
  });

  it.each(['specversion', 'type', 'source', 'id'])('wants %s, and wants it to be text', (name) => {
    const { [name]: _, ...without } = cloudEvent({ data: 1 }) as Record<string, unknown>;
    const wrong = cloudEvent({ data: 1, [name]: 1 });

    expect(readEvent(without).body).toBe(without);
    expect(readEvent(wrong).body).toBe(wrong);
  });

  it.each(['0.3', '2.0', '', '10'])('does not know the version %j', (specversion) => {
    const body = cloudEvent({ specversion, data: 1 });

    expect(readEvent(body)).toEqual({ type: 'guardian.created', attributes: {}, body });
  });
});

describe('readEvent, of an event of Event Grid', () => {
  it('tells the type, the data, and everything else as attributes', () => {
    const body = eventGrid({ topic: '/subscriptions/1', data: { name: 'Athena' } });

    const event = readEvent(body);

    const { data, ...attributes } = body as Record<string, unknown>;
    expect(event).toEqual({ type: 'guardian.created', attributes, body: data });
  });

  it.each([[undefined], [null], [[1]], ['text']])('takes %j for the data', (data) => {
    expect(readEvent(eventGrid({ data })).body).toEqual(data);
  });

  it('names no type when the type is blank text', () => {
    expect(readEvent(eventGrid({ eventType: '', data: 1 }))).toMatchObject({
      type: undefined,
      body: 1,
    });
  });

  it.each(['eventType', 'eventTime', 'id', 'subject'])('wants %s to be text', (name) => {
    const body = eventGrid({ [name]: 1, data: 1 });

    expect(readEvent(body)).toEqual({ type: undefined, attributes: {}, body });
  });

  it('gives way to a CloudEvent in a body that is both', () => {
    const body = { ...eventGrid(), ...cloudEvent({ type: 'cloud', data: 1 }) };

    const { data: _, ...attributes } = body as Record<string, unknown>;
    expect(readEvent(body)).toEqual({ type: 'cloud', attributes, body: 1 });
  });
});

describe('readEvent, of anything else', () => {
  it('takes the type of plain JSON and leaves the body whole', () => {
    const body = { type: 'guardian.created', name: 'Athena', data: 1, data_base64: 'AA==' };

    expect(readEvent(body)).toEqual({ type: 'guardian.created', attributes: {}, body });
    expect(readEvent(body).body).toBe(body);
  });

  it.each([
    ['a number', { type: 7 }],
    ['null', { type: null }],
    ['a list', { type: ['guardian.created'] }],
    ['an object', { type: { name: 'guardian.created' } }],
    ['blank text', { type: '' }],
    ['absent', {}],
    ['inherited', json('{"__proto__":{"type":"guardian.created"}}')],
  ])('names no type when the type is %s', (_, body) => {
    expect(readEvent(body)).toEqual({ type: undefined, attributes: {}, body });
  });

  it.each([
    [[cloudEvent()]],
    [[]],
    ['text'],
    [''],
    [42],
    [true],
    [null],
    [undefined],
    [Buffer.from('type')],
  ])('leaves %j as it is, without a type', (body) => {
    expect(readEvent(body)).toEqual({ attributes: {}, body });
    expect(readEvent(body).body).toBe(body);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes the type %s as it takes any other',
    (type) => {
      expect(readEvent({ type }).type).toBe(type);
    },
  );

  it.each([
    '{"__proto__":{"polluted":true},"type":"a"}',
    '{"constructor":{"prototype":{"polluted":true}},"type":"a"}',
    '{"specversion":"1.0","type":"a","source":"s","id":"1","__proto__":{"polluted":true},"data":{"__proto__":{"polluted":true}}}',
  ])('pollutes no prototype: %s', (text) => {
    const { type, attributes, body } = readEvent(json(text));

    replaceData(json(text), { step: 1 });
    expect(type).toBe('a');
    for (const object of [{}, attributes, body, Object(body)]) {
      expect(object).not.toHaveProperty(['polluted']);
    }
  });
});

describe('readEvent, with a field for the type', () => {
  it('looks there instead of where an envelope has it', () => {
    const body = cloudEvent({ kind: 'other', data: { name: 'Athena' } });

    expect(readEvent(body, 'kind')).toMatchObject({ type: 'other', body: { name: 'Athena' } });
    expect(readEvent(cloudEvent(), 'kind').type).toBeUndefined();
  });

  it.each([
    ['kind', { kind: 'a' }],
    ['meta.kind', { meta: { kind: 'a' } }],
    ['a.b.c.d', { a: { b: { c: { d: 'a' } } } }],
    ['data.kind', cloudEvent({ data: { kind: 'a' } })],
    ['__proto__.kind', json('{"__proto__":{"kind":"a"}}')],
  ])('finds it at %s', (field, body) => {
    expect(readEvent(body, field).type).toBe('a');
  });

  it.each([
    ['a.b', { a: ['b'] }],
    ['a.0', { a: ['b'] }],
    ['a.length', { a: ['b'] }],
    ['a.length', { a: 'b' }],
    ['a.0', { a: 'b' }],
    ['a.b', { a: null }],
    ['a.b', { a: 1 }],
    ['a.b', {}],
    ['a.b', { 'a.b': 'c' }],
    ['a', { a: { b: 'c' } }],
    ['a', { a: 1 }],
    ['a', { a: '' }],
    ['a', [{ a: 'b' }]],
    ['0', ['b']],
    ['length', 'text'],
    ['a', null],
    ['constructor.name', {}],
    ['__proto__.constructor.name', {}],
    ['toString', {}],
    ['length', Buffer.from('abc')],
  ])('finds nothing at %s in %j', (field, body) => {
    expect(readEvent(body, field)).toHaveProperty('type', undefined);
  });
});

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isStandardSchema, payloadReader } from './payload-reader.js';
import { issuesOf, schemaOf } from './payload.fixture.js';

const CreateGuardian = z.object({
  name: z.string(),
  born: z.iso.date().transform((text) => new Date(text)),
  weapons: z.array(z.object({ damage: z.number().int() })).default([]),
});

describe('payloadReader, of a schema of zod', () => {
  it('makes of a body what the schema makes of it', async () => {
    const payload = await payloadReader(CreateGuardian)({
      name: 'Athena',
      born: '2026-01-02',
      shield: true,
    });

    expect(payload).toEqual({ name: 'Athena', born: new Date('2026-01-02'), weapons: [] });
  });

  it('tells every issue with the way to it', async () => {
    const issues = await issuesOf(CreateGuardian, {
      born: 'long ago',
      weapons: [{ damage: 1 }, { damage: 0.5 }, {}],
    });

    expect(issues.map(({ path }) => path)).toEqual([
      'name',
      'born',
      'weapons[1].damage',
      'weapons[2].damage',
    ]);
    for (const { message } of issues) expect(message).toMatch(/^Invalid/);
  });

  it.each([null, undefined, 'text', []])('has no way to tell where %j is wrong', async (body) => {
    const [issue, ...others] = await issuesOf(CreateGuardian, body);

    expect(issue?.path).toBe('');
    expect(others).toEqual([]);
  });

  it.each([
    [z.string(), 'text'],
    [z.array(z.int()), [1, 2]],
    [z.null(), null],
    [z.undefined(), undefined],
  ])('takes what is no object where the schema does', async (schema, body) => {
    await expect(payloadReader(schema)(body)).resolves.toEqual(body);
  });

  it('waits for refinements that take their time', async () => {
    const schema = z.string().refine(async (name) => Promise.resolve(name !== 'Athena'), 'taken');

    await expect(payloadReader(schema)('Ares')).resolves.toBe('Ares');
    await expect(issuesOf(schema, 'Athena')).resolves.toEqual([{ path: '', message: 'taken' }]);
  });

  it('lets through what a refinement throws', async () => {
    const broken = new Error('The directory of guardians is closed.');
    const schema = z.string().refine(() => {
      throw broken;
    });

    await expect(payloadReader(schema)('Athena')).rejects.toBe(broken);
  });

  it('finds invalid what is nested too deeply to be checked', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

    await expect(issuesOf(z.json(), JSON.parse(deep))).resolves.toEqual([
      { path: '', message: 'it is nested more than 500 levels deep' },
    ]);
  });

  it('pollutes no prototype', async () => {
    const schema = z.looseObject({ name: z.string() });
    const body: unknown = JSON.parse(
      '{"name":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    );

    const payload = await payloadReader(schema)(body);

    for (const object of [{}, payload]) expect(object).not.toHaveProperty(['polluted']);
  });
});

describe('payloadReader, of any Standard Schema', () => {
  it('takes a schema that is a function, as those of arktype are, for a schema', async () => {
    const type = Object.assign(
      () => {
        throw new Error('called');
      },
      schemaOf((value) => ({ value: `checked ${String(value)}` })),
    );

    await expect(payloadReader(type)('Athena')).resolves.toBe('checked Athena');
  });

  it('takes a schema that inherits what makes it one', async () => {
    class Schema {
      get '~standard'() {
        return schemaOf((value) => ({ value }))['~standard'];
      }
    }

    await expect(payloadReader(new Schema())('Athena')).resolves.toBe('Athena');
  });

  it('takes the value, whatever it is', async () => {
    for (const value of [undefined, null, 0, '', false]) {
      await expect(payloadReader(schemaOf(() => ({ value })))('x')).resolves.toBe(value);
    }
  });

  it.each<[string, StandardSchemaV1.Issue['path'], string]>([
    ['none', undefined, ''],
    ['an empty one', [], ''],
    ['names', ['guardian', 'name'], 'guardian.name'],
    ['numbers', [0, 'weapons', 2, 'name'], '[0].weapons[2].name'],
    ['numbers as text', ['weapons', '2'], 'weapons[2]'],
    ['segments', [{ key: 'weapons' }, { key: 0 }, 'name'], 'weapons[0].name'],
    ['symbols', [Symbol('secret'), 'name'], 'Symbol(secret).name'],
  ])('tells the way to an issue from %s', async (_, path, expected) => {
    const schema = schemaOf(() => ({ issues: [{ message: 'is wrong', path }] }));

    await expect(issuesOf(schema, {})).resolves.toEqual([{ path: expected, message: 'is wrong' }]);
  });

  it('waits for a schema that takes its time', async () => {
    const schema = schemaOf(async (value) => Promise.resolve({ value }));

    await expect(payloadReader(schema)('Athena')).resolves.toBe('Athena');
  });

  it('lets through what a schema throws', async () => {
    const broken = new Error('broken');
    const schema = schemaOf(() => {
      throw broken;
    });

    await expect(payloadReader(schema)('Athena')).rejects.toBe(broken);
  });
});

describe('isStandardSchema', () => {
  it('tells a schema from a class', () => {
    class Payload {
      @IsString()
      readonly name!: string;
    }

    expect(isStandardSchema(CreateGuardian)).toBe(true);
    expect(isStandardSchema(schemaOf((value) => ({ value })))).toBe(true);
    expect(isStandardSchema(Payload)).toBe(false);
  });
});

import type { Type as Class } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  IsDate,
  IsInt,
  IsOptional,
  IsString,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { payloadReader } from './payload-reader.js';
import { issuesOf } from './payload.fixture.js';

class Weapon {
  @IsString()
  readonly name!: string;

  @IsInt()
  readonly damage!: number;
}

class CreateGuardian {
  @IsString()
  readonly name!: string;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Weapon)
  readonly weapons?: Weapon[];
}

/** What `JSON.parse` makes of it, names that mean something to JavaScript included. */
const json = (text: string) => JSON.parse(text) as unknown;

describe('payloadReader, of a class whose rules do something of their own', () => {
  const broken = new Error('The directory of guardians is closed.');

  function payloadWith(constraint: Class<ValidatorConstraintInterface>): Class<object> {
    ValidatorConstraint({ async: true })(constraint);
    class Payload {
      @Validate(constraint, { message: 'name is taken' })
      readonly name!: string;
    }
    return Payload;
  }

  it('waits for rules that take their time', async () => {
    class IsFree {
      async validate(name: unknown): Promise<boolean> {
        await Promise.resolve();
        return name !== 'Athena';
      }
    }
    const payload = payloadWith(IsFree);

    await expect(payloadReader(payload)({ name: 'Ares' })).resolves.toEqual({ name: 'Ares' });
    await expect(issuesOf(payload, { name: 'Athena' })).resolves.toEqual([
      { path: 'name', message: 'name is taken' },
    ]);
  });

  it.each<[string, Class<ValidatorConstraintInterface>]>([
    [
      'throws',
      class {
        validate(): boolean {
          throw broken;
        }
      },
    ],
    [
      'rejects',
      class {
        validate(): Promise<boolean> {
          return Promise.reject(broken);
        }
      },
    ],
  ])('lets through what a rule %s: that says nothing of the payload', async (_, constraint) => {
    const payload = payloadWith(constraint);

    await expect(payloadReader(payload)({ name: 'Athena' })).rejects.toBe(broken);
  });

  it('lets through what a conversion throws', async () => {
    class Payload {
      @IsString()
      @Transform(() => {
        throw broken;
      })
      readonly name!: string;
    }

    await expect(payloadReader(Payload)({ name: 'Athena' })).rejects.toBe(broken);
  });

  it('lets through what the constructor throws', async () => {
    class Payload {
      @IsString()
      readonly name!: string;
      constructor() {
        throw broken;
      }
    }

    await expect(payloadReader(Payload)({ name: 'Athena' })).rejects.toBe(broken);
  });
});

describe('payloadReader, of a class, given a hostile body', () => {
  it.each([
    '{"name":"a","__proto__":{"polluted":true}}',
    '{"name":"a","constructor":{"prototype":{"polluted":true}}}',
    '{"name":"a","weapons":[{"name":"b","damage":1,"__proto__":{"polluted":true}}]}',
    '{"name":"a","other":{"__proto__":{"polluted":true}}}',
    '{"name":"a","other":[{"constructor":{"prototype":{"polluted":true}}}]}',
  ])('pollutes no prototype: %s', async (text) => {
    const payload = (await payloadReader(CreateGuardian)(json(text))) as CreateGuardian;

    expect(payload).toBeInstanceOf(CreateGuardian);
    expect(payload.constructor).toBe(CreateGuardian);
    for (const object of [{}, payload, new Weapon(), payload.weapons?.[0] ?? {}]) {
      expect(object).not.toHaveProperty(['polluted']);
    }
  });

  it.each(['1', '"Ferrari"', 'null', '[]', '{}'])(
    'reads what is named "constructor" as no class where no type is declared: %s',
    async (value) => {
      const body = json(`{"name":"a","team":{"constructor":${value},"size":2},"constructor":1}`);

      const payload = await payloadReader(CreateGuardian)(body);

      expect(payload).toMatchObject({ name: 'a', team: { size: 2 } });
    },
  );

  it('takes no rules away by a name', async () => {
    const body = json('{"__proto__":{"name":"Athena"},"constructor":{"name":"Object"}}');

    const issues = await issuesOf(CreateGuardian, body);

    expect(issues).toEqual([{ path: 'name', message: 'name must be a string' }]);
  });

  it('finds invalid what is nested too deeply, which no further delivery would change', async () => {
    const body = json(`{"name":"a","deep":${'['.repeat(30_000)}${']'.repeat(30_000)}}`);

    await expect(issuesOf(CreateGuardian, body)).resolves.toEqual([
      { path: '', message: 'it is nested more than 500 levels deep' },
    ]);
    await expect(payloadReader(CreateGuardian)({ name: 'a' })).resolves.toEqual({ name: 'a' });
  });

  it.each(['toString', 'valueOf', 'toJSON', 'then', 'hasOwnProperty'])(
    'reads a field "%s" where something else is declared as any other object',
    async (name) => {
      class Payload {
        @IsDate()
        @Type(() => Date)
        readonly on!: Date;
        @IsOptional()
        @Type(() => String)
        readonly title?: string;
      }

      const body = json(`{"on":{"${name}":1},"title":{"${name}":1,"toString":2}}`);

      await expect(issuesOf(Payload, body)).resolves.toEqual([
        { path: 'on', message: 'on must be a Date instance' },
      ]);
    },
  );
});

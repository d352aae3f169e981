import type { Type as Class } from '@nestjs/common';
import { Expose, Transform, Type } from 'class-transformer';
import {
  Allow,
  ArrayNotEmpty,
  IsDate,
  IsInt,
  IsOptional,
  IsString,
  Min,
  ValidateNested,
} from 'class-validator';
import { describe, expect, it } from 'vitest';
import { hasRules, payloadReader } from './payload-reader.js';
import { issuesOf } from './payload.fixture.js';

const NO_OBJECT = [{ path: '', message: 'it must be an object' }];
const UNKNOWN = 'an unknown value was passed to the validate function';

class Weapon {
  @IsString()
  readonly name!: string;

  @IsInt()
  @Min(1)
  readonly damage!: number;
}

class CreateGuardian {
  @IsString()
  readonly name!: string;

  @IsOptional()
  @ValidateNested({ each: true })
  @ArrayNotEmpty()
  @Type(() => Weapon)
  readonly weapons?: Weapon[];

  get title(): string {
    return `${this.name} the Guardian`;
  }

  greet(): string {
    return `I am ${this.name}`;
  }
}

describe('payloadReader, of a class', () => {
  it('makes an instance of it, and of the classes within', async () => {
    const body = { name: 'Athena', weapons: [{ name: 'spear', damage: 3 }] };

    const payload = await payloadReader(CreateGuardian)(body);

    expect(payload).toBeInstanceOf(CreateGuardian);
    expect(payload).toEqual(body);
    expect(payload).toMatchObject({ title: 'Athena the Guardian' });
    expect((payload as CreateGuardian).weapons?.[0]).toBeInstanceOf(Weapon);
  });

  it('makes another instance of every body, and changes none', async () => {
    const read = payloadReader(CreateGuardian);
    const body = { name: 'Athena', weapons: [{ name: 'spear', damage: 3 }] };

    const [first, second] = [await read(body), await read(body)];

    expect(first).not.toBe(second);
    expect(body).toEqual({ name: 'Athena', weapons: [{ name: 'spear', damage: 3 }] });
    expect(body.weapons[0]).not.toBeInstanceOf(Weapon);
  });

  it('converts before it checks', async () => {
    class Event {
      @IsDate()
      @Type(() => Date)
      readonly on!: Date;

      @IsInt()
      @Transform(({ value }) => Number(value))
      readonly count!: number;

      @IsString()
      @Expose({ name: 'full_name' })
      readonly fullName!: string;
    }

    const payload = await payloadReader(Event)({
      on: '2026-01-02T03:04:05Z',
      count: '7',
      full_name: 'Athena',
    });

    expect(payload).toEqual({
      on: new Date('2026-01-02T03:04:05Z'),
      count: 7,
      fullName: 'Athena',
    });
  });

  it('leaves what no rule knows where it is', async () => {
    const payload = await payloadReader(CreateGuardian)({ name: 'Athena', shield: { size: 3 } });

    expect(payload).toMatchObject({ shield: { size: 3 } });
  });

  it('lets a body replace neither methods nor accessors', async () => {
    const body = { name: 'Athena', greet: 'no', title: 'no', toString: 'no', hasOwnProperty: 1 };

    const payload = (await payloadReader(CreateGuardian)(body)) as CreateGuardian;

    expect(payload.greet()).toBe('I am Athena');
    expect(payload.title).toBe('Athena the Guardian');
    expect(payload).toEqual({ name: 'Athena' });
    expect(payload).not.toHaveProperty('hasOwnProperty', 1);
  });

  it('checks a subclass by its own rules and those of its base', async () => {
    class ArmGuardian extends CreateGuardian {
      @IsInt()
      readonly strength!: number;
    }

    const payload = await payloadReader(ArmGuardian)({ name: 'Athena', strength: 3 });
    const issues = await issuesOf(ArmGuardian, {});

    expect(payload).toBeInstanceOf(ArmGuardian);
    expect(issues.map(({ path }) => path).toSorted()).toEqual(['name', 'strength']);
  });

  it.each([
    [null],
    [undefined],
    ['text'],
    [''],
    [42],
    [true],
    [[]],
    [[{ name: 'Athena' }]],
    [Buffer.from('bytes')],
    [Uint8Array.of(1)],
  ])('refuses %j, which is no object', async (body) => {
    class Lenient {
      @IsOptional()
      @IsString()
      readonly name?: string;
    }

    await expect(issuesOf(Lenient, body)).resolves.toEqual(NO_OBJECT);
  });

  it('tells every issue with the way to it', async () => {
    const issues = await issuesOf(CreateGuardian, {
      name: 7,
      weapons: [{ name: 'spear', damage: 3 }, { damage: 0.5 }, 'shield', null],
    });

    const each = 'each value in nested property weapons must be either object or array';
    expect(issues).toHaveLength(6);
    expect(issues).toEqual(
      expect.arrayContaining([
        { path: 'name', message: 'name must be a string' },
        { path: 'weapons[1].name', message: 'name must be a string' },
        { path: 'weapons[1].damage', message: 'damage must be an integer number' },
        { path: 'weapons[1].damage', message: 'damage must not be less than 1' },
        { path: 'weapons[2]', message: each },
        { path: 'weapons[3]', message: each },
      ]),
    );
  });

  it.each([
    ['in an empty list', { name: 'Athena', weapons: [] }, 'weapons'],
    ['in a place of its own', { name: 'Athena', weapons: {} }, 'weapons.name'],
    ['in a list of lists', { name: 'Athena', weapons: [[{}]] }, 'weapons[0][0].name'],
  ])('tells an issue %s', async (_, body, path) => {
    const issues = await issuesOf(CreateGuardian, body);

    expect(issues.map((issue) => issue.path)).toContain(path);
  });

  it('says where a class within was not declared', async () => {
    class Undeclared {
      @ValidateNested()
      readonly weapon!: Weapon;
    }

    const issues = await issuesOf(Undeclared, { weapon: { name: 'spear', damage: 3 } });

    expect(issues).toEqual([{ path: 'weapon', message: UNKNOWN }]);
  });
});

describe('hasRules', () => {
  class Anything {
    @Allow()
    readonly name: unknown;
  }
  class Inherited extends CreateGuardian {}
  class Ruleless {
    @Type(() => Date)
    readonly born!: Date;
  }

  it.each([CreateGuardian, Inherited, Anything])('finds those of %o', (type) => {
    expect(hasRules(type)).toBe(true);
  });

  it.each([Ruleless, Object, String, Array, Map])('finds none of %o', (type) => {
    expect(hasRules(type as Class)).toBe(false);
  });

  it('is what decides whether anything can be valid', async () => {
    await expect(payloadReader(Anything)({ name: 1 })).resolves.toEqual({ name: 1 });
    await expect(issuesOf(Ruleless, {})).resolves.toEqual([{ path: '', message: UNKNOWN }]);
  });
});

import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsDate,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import { hostileEntries, hostileJson, hostileObject, objectOf } from '../hostile-json.fixture.js';

class Weapon {
  @IsString()
  @MaxLength(20, { message: '"$value" is too long for a weapon' })
  readonly name!: string;

  @IsInt()
  readonly damage!: number;
}

/** A payload with all that class-transformer and class-validator do: texts, numbers, dates, lists, and one in another. */
export class Guardian {
  @IsString()
  readonly name!: string;

  @IsOptional()
  @IsDate()
  @Type(() => Date)
  readonly born?: Date;

  @IsOptional()
  @IsIn(['Greek', 'Norse'])
  @Type(() => String)
  readonly origin?: string;

  @IsOptional()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMaxSize(3)
  @Type(() => Weapon)
  readonly weapons?: Weapon[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Guardian)
  readonly child?: Guardian;

  greet(): string {
    return this.name;
  }
}

/** The same for a schema. */
export const schema = z.strictObject({
  name: z.string(),
  born: z.iso.date().optional(),
  weapons: z.record(z.string(), z.object({ damage: z.int() })).optional(),
  get child() {
    return schema.optional();
  },
  data: z.json().optional(),
});

/** Bodies near to what is declared: each field as it should be or anything, strange ones beside them, one within another. */
const nearly: Arbitrary<string> = fc.letrec<{ body: string }>((tie) => {
  const field = (name: string, ...values: Arbitrary<string>[]) =>
    fc.tuple(
      fc.constant(JSON.stringify(name)),
      fc.oneof({ weight: 3, arbitrary: values[0]! }, ...values.slice(1), hostileJson),
    );
  const weapon = fc
    .tuple(field('name', fc.constant('"spear"')), field('damage', fc.constant('3')), hostileEntries)
    .map(([name, damage, others]) => objectOf([name, damage, ...others]));
  const weapons = fc.oneof(
    fc.array(weapon, { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    weapon.map((item) => `{"spear":${item}}`),
  );
  const fields = fc.tuple(
    field('name', fc.constant('"Athena"')),
    field('born', fc.constant('"2026-01-02"')),
    field('origin', fc.constant('"Greek"')),
    field('weapons', weapons),
    field('child', fc.constant('null'), tie('body')),
  );
  return {
    body: fc
      .tuple(fields, hostileEntries)
      .chain(([some, others]) => fc.shuffledSubarray([...some, ...others], { minLength: 1 }))
      .map(objectOf),
  };
}).body;

/** Bodies of messages, in JSON. */
export const hostileBody: Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: nearly },
  hostileObject,
  hostileJson,
);

/** Whether a payload is one of the class, whole and nothing else. */
export function isGuardian(guardian: Guardian): boolean {
  const { name, born, origin, weapons, child } = guardian;
  const isWeapon = (weapon: Weapon) =>
    Object.getPrototypeOf(weapon) === Weapon.prototype &&
    Number.isInteger(weapon.damage) &&
    weapon.name.length <= 20;
  return (
    Object.getPrototypeOf(guardian) === Guardian.prototype &&
    !['constructor', 'greet', 'toString', '__proto__'].some((key) =>
      Object.hasOwn(guardian, key),
    ) &&
    typeof name === 'string' &&
    (born == null || !Number.isNaN(born.getTime())) &&
    (origin == null || ['Greek', 'Norse'].includes(origin)) &&
    (weapons ?? []).every(isWeapon) &&
    (child == null || isGuardian(child))
  );
}

/** Whether a payload is one that the schema itself would make. */
export const isOfSchema = (payload: unknown) =>
  schema.safeParse(payload).success && Object.getPrototypeOf(payload) === Object.prototype;

import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Min } from 'class-validator';
import { WEAPON_NAMES } from './weapons.js';

/** Gives a guardian another weapon: `{ "type": "guardian.arm", "name": "Groot", "weapon": "Yaka Arrow" }`. */
export class ArmGuardian {
  @IsString()
  @IsNotEmpty()
  readonly name!: string;

  @IsIn(WEAPON_NAMES)
  readonly weapon!: string;

  /** In milliseconds: how long the weapon takes to forge. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly forging: number = 150;
}

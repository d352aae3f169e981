import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Guardian } from './guardian.js';
import { WEAPON_NAMES, WEAPONS } from './weapons.js';

/** Creates guardians and arms them. */
@Injectable()
export class GuardianService {
  /** The same name always gets the same weapon: a message that is delivered twice makes the same guardian twice. */
  async create(name: string, forging: number, signal: AbortSignal): Promise<Guardian> {
    const weapon = WEAPON_NAMES[sum(name) % WEAPON_NAMES.length]!;
    return this.arm(name, weapon, forging, signal);
  }

  /** @param forging in milliseconds */
  async arm(name: string, weapon: string, forging: number, signal: AbortSignal): Promise<Guardian> {
    await setTimeout(forging, undefined, { signal });
    return { name, weapon, damage: WEAPONS[weapon]! + (sum(name) % 20) };
  }
}

function sum(name: string): number {
  return Buffer.from(name).reduce((total, byte) => total + byte, 0);
}

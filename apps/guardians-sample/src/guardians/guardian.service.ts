import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Guardian } from './guardian.js';

const WEAPONS = [
  { name: 'Element Guns', damage: 80 },
  { name: 'Godslayer', damage: 120 },
  { name: 'Hadron Enforcer', damage: 150 },
  { name: 'Yaka Arrow', damage: 95 },
] as const;

/** In milliseconds: what forging a weapon takes. */
const FORGING = 150;

/** Creates guardians and arms them. */
@Injectable()
export class GuardianService {
  /** The same name always gets the same weapon: a message that is delivered twice makes the same guardian twice. */
  async create(name: string, signal: AbortSignal): Promise<Guardian> {
    const weapon = WEAPONS[sum(name) % WEAPONS.length]!;
    await setTimeout(FORGING, undefined, { signal });
    return { name, weapon: weapon.name, damage: weapon.damage + (sum(name) % 20) };
  }
}

function sum(name: string): number {
  return Buffer.from(name).reduce((total, byte) => total + byte, 0);
}

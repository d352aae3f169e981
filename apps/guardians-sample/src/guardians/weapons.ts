/** What can be forged, and the damage it does. */
export const WEAPONS: Readonly<Record<string, number>> = {
  'Element Guns': 80,
  Godslayer: 120,
  'Hadron Enforcer': 150,
  'Yaka Arrow': 95,
};

export const WEAPON_NAMES: readonly string[] = Object.keys(WEAPONS);

/** A being that guards the galaxy. */
export interface Guardian {
  readonly name: string;
  readonly weapon: string;
  readonly damage: number;
}

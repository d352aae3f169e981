/** Asks for a guardian. */
export interface CreateGuardian {
  /** Who is to be created; must not be empty. */
  readonly name: string;
  /** How many deliveries fail before one succeeds, to see what happens then. Default 0. */
  readonly failures?: number;
}

/** What was made, and what is left to do. */
export interface Scaffolded {
  /** What the reader must know, in sentences. */
  readonly notes: readonly string[];
  /** The commands to go on with. */
  readonly next: readonly string[];
}

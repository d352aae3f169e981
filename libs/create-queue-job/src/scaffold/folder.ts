/** A folder that files are read from and written to, by their path below it with `/`. */
export interface Folder {
  /** What the file says, or `undefined` when there is none. */
  read(path: string): string | undefined;
  /** Makes the file, or replaces it. */
  write(path: string, text: string): void;
}

import { fileURLToPath } from 'node:url';

/** Something to run, for what it costs. */
export interface Program {
  readonly file: string;
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The file of a program of the bench, as the compiler leaves it. */
export function compiled(name: string): string {
  return fileURLToPath(new URL(`programs/dist/${name}`, import.meta.url));
}

/** The sample application, as the compiler leaves it. */
export const SAMPLE = fileURLToPath(
  new URL('../apps/guardians-sample/dist/main.js', import.meta.url),
);

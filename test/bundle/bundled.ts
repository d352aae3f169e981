import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundle, type Bundle } from '../../tools/bundle/bundle.ts';
import { ROOT } from '../package/run.ts';

/** A bundle in a folder with nothing around it. */
export class Bundled implements AsyncDisposable {
  readonly folder: string;
  readonly contents: Bundle;

  private constructor(folder: string, contents: Bundle) {
    this.folder = folder;
    this.contents = contents;
  }

  /** @param program the path of what is compiled, from the root of the repository */
  static async make(program: string): Promise<Bundled> {
    const folder = await mkdtemp(join(tmpdir(), 'queue-job-bundle-'));
    return new Bundled(folder, await bundle(resolve(ROOT, program), folder));
  }

  /** The file that starts it. */
  get start(): string {
    return join(this.folder, 'start.cjs');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

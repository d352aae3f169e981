import { constants, promises as fs } from 'node:fs';
import { describeError } from '../delivery/describe-error.js';
import type { Log } from '../log.js';
import { harmlessLog } from './harmless.js';
import { readyFileNotRemoved, readyFileNotWritten } from './runner.messages.js';

/** Without waiting for a reader, should the path be a named pipe. */
const FLAGS =
  constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NONBLOCK ?? 0);

/**
 * The file by which a probe sees that a message is leased. A file that cannot be written is told of and does no harm: to whoever
 * waits for it the run merely looks as if it had not begun.
 */
export class ReadyFile {
  readonly #path: string | undefined;
  readonly #log: Log;

  constructor(path: string | undefined, log: Log) {
    this.#path = path;
    this.#log = harmlessLog(log);
  }

  /** Removes what an earlier run left. Never rejects. */
  async remove(): Promise<void> {
    if (this.#path === undefined) return;
    try {
      await fs.rm(this.#path, { force: true });
    } catch (error) {
      this.#log.warn(readyFileNotRemoved(this.#path, describeError(error)));
    }
  }

  /** Never rejects. */
  async write(): Promise<void> {
    if (this.#path === undefined) return;
    try {
      await fs.writeFile(this.#path, '', { flag: FLAGS });
    } catch (error) {
      this.#log.warn(readyFileNotWritten(this.#path, describeError(error)));
    }
  }
}

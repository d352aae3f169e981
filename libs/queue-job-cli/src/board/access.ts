import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Whom the board lets in: whoever knows its token, and has been given a cookie for it. Without a token, everybody. */
export class Access {
  readonly #token: string | undefined;
  /** What the cookie holds; not the token, which a browser need not keep. */
  readonly #session = randomBytes(32).toString('base64url');
  /** Cookies do not know ports, and several boards may run on a machine. */
  readonly #cookie = `queue-job-board-${randomBytes(4).toString('hex')}`;

  constructor(token: string | undefined) {
    this.#token = token;
  }

  isLetIn({ headers }: IncomingMessage): boolean {
    if (this.#token === undefined) return true;
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.some((pair) => isSame(pair, `${this.#cookie}=${this.#session}`));
  }

  /** @returns the cookie that lets in from now on; `undefined` for a wrong token */
  signIn(token: string): string | undefined {
    if (this.#token === undefined || !isSame(token, this.#token)) return undefined;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }
}

/** Compares in a time that tells nothing. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

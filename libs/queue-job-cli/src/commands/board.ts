import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { redact } from 'nestjs-queue-job/tools';
import { openBoard } from '../board/board.js';
import { EXPOSED, TOKEN_IS_KNOWN, TOKEN_IS_MADE, tokenIsShort } from '../board/board.messages.js';
import { isLoopback } from '../board/hosts.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Io } from '../io.js';
import { UsageError } from '../usage.error.js';
import type { Action } from './action.js';
import { connect } from './connect.js';
import { duration } from './duration-flag.js';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly interval: string;
}

/** In milliseconds: looking costs calls. */
const SHORTEST_INTERVAL = 1_000;

/** In characters. */
const SHORTEST_TOKEN = 16;

export const board: Action<Flags> = async ({ io, screen, flags }, own) => {
  const { host, port, allowHost = [] } = own;
  const { milliseconds: interval } = duration('--interval', own.interval);
  if (interval < SHORTEST_INTERVAL) throw new UsageError('--interval is shorter than 1s.');
  const isExposed = !isLoopback(host);
  const known = knownToken(io);
  const made = isExposed && known === undefined ? randomBytes(32).toString('base64url') : undefined;
  const connection = await connect(io, flags);
  const { port: actual, ended } = await openBoard(
    connection,
    {
      host,
      port,
      token: known ?? made,
      allowedHosts: [...allowHost, ...(isExposed ? [hostname()] : [])],
      interval,
      onFault: (error) =>
        screen.error(
          redact(error instanceof Error ? (error.stack ?? error.message) : String(error)),
        ),
    },
    io.stop,
  );
  const url = new URL(`http://${shownHost(host)}:${actual}/`);
  if (made !== undefined) url.searchParams.set('token', made);
  screen.json({ url: url.href });
  screen.line(`The board of ${connection.queue.name} is at `, { text: url.href, style: 'bold' });
  if (made !== undefined) screen.note(TOKEN_IS_MADE);
  if (known !== undefined) screen.note(TOKEN_IS_KNOWN);
  if (isExposed) screen.note(EXPOSED);
  screen.note('Ctrl+C ends it.');
  await ended;
  return EXIT_CODE.ok;
};

/** @throws UsageError */
function knownToken({ environment }: Io): string | undefined {
  const token = environment['QUEUE_JOB_BOARD_TOKEN']?.trim();
  if (token === undefined || token === '') return undefined;
  if (token.length < SHORTEST_TOKEN) throw new UsageError(tokenIsShort(SHORTEST_TOKEN));
  return token;
}

/** What can be opened in a browser; all addresses are none. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return hostname();
  return host.includes(':') ? `[${host}]` : host;
}

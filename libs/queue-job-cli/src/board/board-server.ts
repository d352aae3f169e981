import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { QueueError, redact } from 'nestjs-queue-job/tools';
import type { Access } from './access.js';
import {
  INTERNAL,
  NOT_FOUND,
  NOT_SIGNED_IN,
  UNREADABLE,
  WRONG_HOST,
  WRONG_ORIGIN,
} from './board.messages.js';
import { BusyError } from './busy.error.js';
import { isOwnHost } from './hosts.js';
import { HttpError } from './http.error.js';
import type { PageFile } from './page-files.js';
import { readRedrive, readSelection, readToken } from './read-request.js';
import type { RedriveDesk } from './redrive-desk.js';
import { SECURITY_HEADERS } from './security-headers.js';
import type { Watch } from './watch.js';

export interface BoardParts {
  readonly watch: Watch;
  readonly desk: RedriveDesk;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly access: Access;
  /** Names by which the board goes besides its addresses. */
  readonly hosts: ReadonlySet<string>;
  /** Is told of faults of the board itself. */
  readonly onFault: (error: unknown) => void;
}

/** What may be seen without the token: what asks for it, and how it looks. */
const PUBLIC = new Set(['/sign-in.html', '/board.css', '/icon.svg']);

/** The board's HTTP server, which does not listen yet. */
export function createBoardServer(parts: BoardParts): Server {
  return createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      const { status, message } = refusalOf(error);
      if (status === 500) parts.onFault(error);
      if (response.headersSent) response.destroy();
      // What was not read of a refused request must not be taken for the next one.
      else sendJson(response, status, { error: message }, { Connection: 'close' });
    });
  });
}

async function answer(
  parts: BoardParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method } = request;
  if (!isOwnHost(headers.host, parts.hosts)) throw new HttpError(421, WRONG_HOST);
  const { pathname, searchParams } = addressOf(request);
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead) requireOwnOrigin(request);
  if (isRead && pathname === '/' && searchParams.has('token')) {
    return signIn(parts, response, searchParams.get('token')!);
  }
  if (method === 'POST' && pathname === '/sign-in') {
    return signIn(parts, response, await readToken(request));
  }
  const isLetIn = parts.access.isLetIn(request);
  if (isRead) {
    const name = pathname === '/' ? (isLetIn ? '/board.html' : '/sign-in.html') : pathname;
    const file = isLetIn || PUBLIC.has(name) ? parts.files.get(name) : undefined;
    if (file !== undefined) return sendFile(response, file);
  }
  if (!isLetIn) throw new HttpError(401, NOT_SIGNED_IN);
  await answerCall(parts, `${isRead ? 'GET' : method} ${pathname}`, request, response);
}

async function answerCall(
  { watch, desk }: BoardParts,
  call: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Bodies of messages are for the page alone, whatever a browser lets others do with an answer.
  requireNoOtherSite(request);
  switch (call) {
    case 'GET /api/state':
      return sendJson(response, 200, { ...watch.state, redrive: desk.state });
    case 'GET /api/poison':
      return sendJson(response, 200, watch.poisonState);
    case 'POST /api/preview': {
      const selection = await readSelection(request);
      return sendJson(response, 200, await desk.preview(selection, closed(response)));
    }
    case 'POST /api/redrive': {
      const { selection, confirmed } = await readRedrive(request);
      desk.start(selection, confirmed);
      return sendJson(response, 202, {});
    }
    case 'POST /api/stop':
      desk.stop();
      return sendJson(response, 202, {});
    default:
      throw new HttpError(404, NOT_FOUND);
  }
}

function signIn({ access }: BoardParts, response: ServerResponse, token: string): void {
  const cookie = access.signIn(token);
  const headers = cookie === undefined ? {} : { 'Set-Cookie': cookie };
  // The token leaves the address again, and with it the history of the browser.
  const location = cookie === undefined && token !== '' ? '/sign-in.html#refused' : '/';
  response.writeHead(303, { ...SECURITY_HEADERS, ...headers, Location: location }).end();
}

/** Put together, not resolved: a path may begin with two slashes, and is no name of a host then. */
function addressOf({ url }: IncomingMessage): URL {
  const address = url?.startsWith('/') ? URL.parse(`http://board${url}`) : null;
  if (address === null) throw new HttpError(400, UNREADABLE);
  return address;
}

/** A browser tells where a request comes from, and lets no page lie about it. */
function requireOwnOrigin({ headers: { origin, host } }: IncomingMessage): void {
  if (origin === undefined || URL.parse(origin)?.host !== host) {
    throw new HttpError(403, WRONG_ORIGIN);
  }
}

function requireNoOtherSite({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') throw new HttpError(403, WRONG_ORIGIN);
}

/** Aborted when whoever asked does not wait for the answer. */
function closed(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return gone.signal;
}

function refusalOf(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof HttpError) return error;
  if (error instanceof BusyError) return { status: 409, message: error.message };
  if (error instanceof QueueError) return { status: 502, message: redact(error.message) };
  return { status: 500, message: INTERNAL };
}

function sendFile(response: ServerResponse, { type, content }: PageFile): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': type }).end(content);
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { ...SECURITY_HEADERS, ...headers, 'Content-Type': 'application/json' })
    .end(JSON.stringify(value));
}

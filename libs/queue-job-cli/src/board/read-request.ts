import type { IncomingMessage } from 'node:http';
import { UNREADABLE } from './board.messages.js';
import type { Selection } from './board-state.js';
import { HttpError } from './http.error.js';

/** In bytes: more than any request of the page has. */
const MOST = 4_096;

/** What the page asks to be redriven, and how many messages at most. */
export interface RedriveRequest {
  readonly selection: Selection;
  readonly confirmed: number;
}

/** @throws HttpError */
export async function readSelection(request: IncomingMessage): Promise<Selection> {
  return selectionOf(await readJson(request));
}

/** @throws HttpError */
export async function readRedrive(request: IncomingMessage): Promise<RedriveRequest> {
  const fields = await readJson(request);
  const { confirmed } = fields;
  if (!Number.isSafeInteger(confirmed) || Number(confirmed) < 1) throw unreadable();
  return { selection: selectionOf(fields), confirmed: Number(confirmed) };
}

/** @throws HttpError */
export async function readToken(request: IncomingMessage): Promise<string> {
  requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(await readText(request)).get('token') ?? '';
}

function selectionOf({ group, id }: Record<string, unknown>): Selection {
  if (typeof group === 'string' && id === undefined) return { group };
  if (typeof id === 'string' && group === undefined) return { id };
  throw unreadable();
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  requireType(request, 'application/json');
  const text = await readText(request);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  throw unreadable();
}

/** A form of another page can send no JSON, so its type is part of the protection. */
function requireType({ headers }: IncomingMessage, type: string): void {
  if (headers['content-type']?.split(';')[0]?.trim() !== type) throw new HttpError(415, UNREADABLE);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST) throw new HttpError(413, UNREADABLE);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function unreadable(): HttpError {
  return new HttpError(400, UNREADABLE);
}

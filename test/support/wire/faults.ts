import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Exchange } from './exchange.ts';
import type { Operation } from './storage-request.ts';

/** What becomes of an exchange instead of a plain answer. */
export type Fault = (exchange: Exchange) => void | Promise<void>;

/** The service's own way to refuse a request. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** With which status the service says that a request was carried out. */
const SUCCESS: Readonly<Record<Operation, number>> = {
  receive: 200,
  update: 204,
  delete: 204,
  send: 201,
  create: 201,
  other: 200,
};

/** The answer that the request deserves. */
export const none: Fault = async (exchange) => exchange.answer(await exchange.forward());

/** The connection breaks before the request has taken effect. */
export const reset: Fault = (exchange) => exchange.reset();

/** No answer, ever, and no effect. */
export const stall: Fault = () => {};

/** The service refuses the request, which has no effect. */
export const answers =
  (refusal: Refusal): Fault =>
  (exchange) =>
    exchange.answer(answerOf(refusal));

/** Half an answer, after which the connection ends. */
export const halfAnAnswer: Fault = async (exchange) => {
  const { status, body } = await exchange.forward();
  const head = `HTTP/1.1 ${status} Whatever\r\nContent-Length: ${body.length}\r\n`;
  exchange.answerRaw(
    body.length === 0
      ? head.slice(0, head.length / 2)
      : `${head}\r\n${body.toString('utf8').slice(0, body.length / 2)}`,
  );
};

/** An answer that nobody understands: XML that is none, or bytes that are not HTTP where the answer has no body. */
export const garbage: Fault = async (exchange) => {
  const { status, body } = await exchange.forward();
  if (body.length === 0) return exchange.answerRaw('\u0000\u0001 this is not HTTP \u00FF\r\n\r\n');
  const headers = { 'content-type': 'application/xml' };
  exchange.answer({ status, headers, body: Buffer.from('<QueueMessagesList><Queue') });
};

/** An answer of which something in between has cut off the end, and made its length fit. */
export const cutShort: Fault = async (exchange) => {
  const { status, headers, body } = await exchange.forward();
  const text = body.toString('utf8');
  const tag = text.includes('<MessageText>') ? '<MessageText>' : '<MessageId>';
  const head = text.slice(0, text.indexOf(tag) + tag.length + 2);
  const length = `${Buffer.byteLength(head)}`;
  exchange.answer({
    status,
    headers: { ...headers, 'content-length': length },
    body: Buffer.from(head),
  });
};

/** The page of somebody who stands between, say to ask for a sign-in, and keeps the request to himself. */
export const foreignPage: Fault = (exchange) =>
  exchange.answer({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from('<!doctype html><title>Sign in</title>'),
  });

/** What looks as if the request had been carried out, from somebody in between who kept it to himself. */
export const foreignSuccess: Fault = (exchange) =>
  exchange.answer({
    status: SUCCESS[exchange.request.operation],
    headers: {},
    body: Buffer.alloc(0),
  });

/** A gateway's own 503, which does not say how far the request got. */
export const badGateway: Fault = (exchange) =>
  exchange.answer({
    status: 503,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('upstream connect error or disconnect/reset before headers'),
  });

/** The request takes effect late. */
export const lateRequest =
  (milliseconds: number): Fault =>
  async (exchange) => {
    await pause(milliseconds);
    await none(exchange);
  };

/** The request takes effect at once, and the answer comes late. */
export const lateAnswer =
  (milliseconds: number): Fault =>
  async (exchange) => {
    const answer = await exchange.forward();
    await pause(milliseconds);
    exchange.answer(answer);
  };

/** The fault happens only after the request has taken effect. */
export const afterEffect =
  (fault: Fault): Fault =>
  async (exchange) => {
    await exchange.forward();
    await fault(exchange);
  };

function answerOf({ status, code, headers = {} }: Refusal): Answer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code, ...headers },
    body: Buffer.from(body),
  };
}

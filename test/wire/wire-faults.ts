import {
  afterEffect,
  answers,
  badGateway,
  cutShort,
  foreignPage,
  foreignSuccess,
  garbage,
  halfAnAnswer,
  lateAnswer,
  lateRequest,
  reset,
  stall,
  type Fault,
} from '../support/wire/faults.ts';

/** In milliseconds: longer than `LATE_LEASE`, shorter than a call may take. */
const LATENESS = 5_000;

/** In seconds. */
const LEASE = 30;
const LATE_LEASE = 3;

/** What befalls a call. */
export interface WireFault {
  /** What follows the name of a call: "that is reset before it takes effect". */
  readonly phrase: string;
  /** `refusal`: there is no connection; `overtaking`: it takes until somebody else has the message. */
  readonly what: Fault | 'refusal' | 'overtaking';
  /** What a person on call reads of it. */
  readonly told: RegExp;
  /** In seconds: the lease in which it shows best what it does. */
  readonly lease: number;
  /** Whether, when it lasts, it befalls all requests from then on, or those of this call alone. */
  readonly isOfAll: boolean;
}

function fault(
  phrase: string,
  what: WireFault['what'],
  told: RegExp,
  more: Partial<WireFault> = {},
): WireFault {
  return { phrase, what, told, lease: LEASE, isOfAll: true, ...more };
}

/** The service's own way to say no. */
function refusal(status: number, code: string): WireFault {
  return fault(`that is answered ${status} ${code}`, answers({ status, code }), new RegExp(code), {
    isOfAll: false,
  });
}

const internalError = answers({ status: 500, code: 'InternalError' });
const serverBusy = answers({ status: 503, code: 'ServerBusy', headers: { 'retry-after': '1' } });

const BROKEN = /was reached, but the connection broke .*\(\w+\)/;
const FOREIGN = /is not an answer of Azure Storage/;
const NO_ANSWER = /gave no answer/;

/** All that befalls calls, by the names that tables have for it. */
export const WIRE_FAULTS = {
  'connection refused': fault(
    'whose connection is refused',
    'refusal',
    /cannot be reached: ECONNREFUSED/,
  ),
  'reset before effect': fault('that is reset before it takes effect', reset, BROKEN),
  'reset after effect': fault('that is reset after it took effect', afterEffect(reset), BROKEN),
  '500 before effect': fault(
    'that is answered 500 and has no effect',
    internalError,
    /failing \(InternalError\)/,
  ),
  '500 after effect': fault(
    'that is answered 500 although it took effect',
    afterEffect(internalError),
    /failing \(InternalError\)/,
  ),
  '503 ServerBusy': fault(
    'that is answered 503 ServerBusy, try again in 1 s',
    serverBusy,
    /busy .*\(ServerBusy\)/,
  ),
  "a gateway's 503": fault(
    'that is answered 503 by a gateway although it took effect',
    afterEffect(badGateway),
    /failing \(HTTP 503\)/,
  ),
  '403 AuthenticationFailed': refusal(403, 'AuthenticationFailed'),
  '403 AuthorizationPermissionMismatch': refusal(403, 'AuthorizationPermissionMismatch'),
  '404 QueueNotFound': refusal(404, 'QueueNotFound'),
  '409 QueueBeingDeleted': refusal(409, 'QueueBeingDeleted'),
  '400 PopReceiptMismatch': refusal(400, 'PopReceiptMismatch'),
  '404 MessageNotFound': refusal(404, 'MessageNotFound'),
  'stall before effect': fault('that is never answered and has no effect', stall, NO_ANSWER),
  'stall after effect': fault(
    'that is never answered although it took effect',
    afterEffect(stall),
    NO_ANSWER,
  ),
  'late request': fault('that arrives after a lease has passed', lateRequest(LATENESS), NO_ANSWER, {
    lease: LATE_LEASE,
  }),
  'late answer': fault(
    'whose answer arrives after a lease has passed',
    lateAnswer(LATENESS),
    NO_ANSWER,
    { lease: LATE_LEASE },
  ),
  overtaken: fault(
    'that takes so long that somebody else receives the message',
    'overtaking',
    /PopReceiptMismatch|gave no answer/,
    { lease: LATE_LEASE },
  ),
  'half an answer': fault('that took effect, and whose answer breaks off', halfAnAnswer, BROKEN),
  garbage: fault('that took effect, and is answered with garbage', garbage, FOREIGN),
  'an answer cut short': fault(
    'that took effect, and whose answer was cut short on its way',
    cutShort,
    FOREIGN,
  ),
  'foreign page': fault(
    'that never gets there, and is answered with a page of somebody in between',
    foreignPage,
    FOREIGN,
  ),
  'foreign success': fault(
    'that never gets there, and is answered as done by somebody in between',
    foreignSuccess,
    FOREIGN,
  ),
} as const satisfies Record<string, WireFault>;

export type FaultName = keyof typeof WIRE_FAULTS;

/** Those that may last. */
export const LASTING_FAULTS = [
  'connection refused',
  'reset before effect',
  'reset after effect',
  '500 before effect',
  '500 after effect',
  '503 ServerBusy',
  '404 QueueNotFound',
  '409 QueueBeingDeleted',
  'stall before effect',
  'stall after effect',
  'foreign page',
] as const satisfies readonly FaultName[];

export type LastingFaultName = (typeof LASTING_FAULTS)[number];

import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '../../support/wire/storage-request.ts';
import {
  afterEffect,
  answers,
  garbage,
  halfAnAnswer,
  none,
  reset,
  stall,
  type Fault,
} from '../../support/wire/faults.ts';
import type { Dice } from './dice.ts';

/** In milliseconds: from half of the shortest lease to more than it. */
const STALL = [1_000, 3_000] as const;

/** In milliseconds: what every network may take, and no lease is lost to. */
const LATENCY = 300;

const serverError = answers({ status: 500, code: 'InternalError' });
const serverBusy = answers({
  status: 503,
  code: 'ServerBusy',
  headers: { 'retry-after': '1' },
});

const FAULTS = {
  latency: async (exchange, dice) => {
    await pause(dice.between(10, LATENCY));
    await none(exchange);
  },
  'reset before effect': reset,
  'reset after effect': afterEffect(reset),
  '500 before effect': serverError,
  '500 after effect': afterEffect(serverError),
  '503 server busy': serverBusy,
  'stall before effect': async (exchange, dice) => {
    await pause(dice.between(...STALL));
    await none(exchange);
  },
  'stall after effect': async (exchange, dice) => {
    const answer = await exchange.forward();
    await pause(dice.between(...STALL));
    exchange.answer(answer);
  },
  'half an answer': halfAnAnswer,
  garbage,
  'no answer': stall,
} as const satisfies Record<string, (...of: [...Parameters<Fault>, Dice]) => ReturnType<Fault>>;

export type FaultName = keyof typeof FAULTS;

const WEIGHTS: readonly (readonly [FaultName, number])[] = [
  ['latency', 6],
  ['reset before effect', 2],
  ['reset after effect', 2],
  ['500 before effect', 2],
  ['500 after effect', 2],
  ['503 server busy', 3],
  ['stall before effect', 1],
  ['stall after effect', 1],
  ['half an answer', 2],
  ['garbage', 2],
  ['no answer', 0.2],
];

/** How likely a request is to meet a fault. A receive that does may end the whole run, so that it had better be rarer. */
const LIKELIHOOD: Readonly<Record<Operation, number>> = {
  receive: 0.015,
  update: 0.1,
  delete: 0.06,
  send: 0.1,
  create: 0.1,
  other: 0,
};

/** Throws the dice whether, and which, fault is to befall a request. */
export function throwFault(dice: Dice, operation: Operation): FaultName | undefined {
  return dice.chance(LIKELIHOOD[operation]) ? dice.pick(WEIGHTS) : undefined;
}

/** Whether a fault may cost a message its lease, or its settling. */
export function isHarmful(fault: FaultName | undefined): boolean {
  return fault !== undefined && fault !== 'latency';
}

export function faultOf(name: FaultName, dice: Dice): Fault {
  return (exchange) => FAULTS[name](exchange, dice);
}

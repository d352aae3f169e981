import type { Event, History } from './history.ts';
import type { Settings } from './plan.ts';

const SETTINGS: Settings = {
  maxDequeueCount: 2,
  maxMessages: 1,
  concurrency: 1,
  lease: 30_000,
  retryDelay: 0,
  grace: 1_000,
  executionTimeout: undefined,
  idleTimeout: 0,
  maxRunTime: undefined,
  poisonFormat: 'body',
  callBound: 1_000,
};

const LINE = /^\s*([\d.]+) s +(?:p(\d+) +)?([a-z ]+?)(?: m(\d+)(?:#(\d+))?)?((?: \w+=\S+)*)$/;

/** Reads what `printHistory` prints; a start that tells no settings is one with a lease of 30 s and two deliveries. */
export function readHistory(text: string): History {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readEvent);
}

function readEvent(line: string): Event {
  const [, seconds, process, kind, message, delivery, facts = ''] = LINE.exec(line) ?? [];
  if (seconds === undefined) throw new Error(`This is no event: ${line}`);
  const numbers = Object.entries({ process, message, delivery })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Number(value)]);
  return {
    at: Math.round(Number(seconds) * 1_000),
    kind,
    ...Object.fromEntries(numbers),
    ...(kind === 'started' ? { settings: SETTINGS } : {}),
    ...Object.fromEntries(facts.trim().split(' ').filter(Boolean).map(readFact)),
  } as Event;
}

function readFact(fact: string): [string, unknown] {
  const [name = '', value = ''] = fact.split(/=(.*)/s);
  return [name, /^[\d[{]/.test(value) ? (JSON.parse(value) as unknown) : value];
}

import type { Call } from './call.ts';
import type { End } from './end.ts';
import { tellEnd } from './tell-end.ts';
import { WIRE_FAULTS, type FaultName, type WireFault } from './wire-faults.ts';

/** In seconds: long enough for some tries, short enough to see its end. */
const SHORT_LEASE = 6;

/** A call, what befalls it, and how the run is expected to end. */
export interface Cell {
  /** A sentence. */
  readonly name: string;
  readonly call: Call;
  /** Absent when nothing befalls the call. */
  readonly fault: WireFault | undefined;
  readonly isForGood: boolean;
  /** In seconds. */
  readonly lease: number;
  readonly end: End;
}

/** All cells of a call, but those that cannot be, or are no different from others. */
export function cellsOf(call: Call): Cell[] {
  return [
    cellOf(call, call.undisturbed),
    ...endsIn(call.once).map(([fault, end]) => cellOf(call, end, WIRE_FAULTS[fault])),
    ...endsIn(call.forGood).map(([fault, end]) => cellOf(call, end, WIRE_FAULTS[fault], true)),
  ];
}

function cellOf(call: Call, end: End, fault?: WireFault, isForGood = false): Cell {
  const what = fault === undefined ? call.name : `${call.name} ${fault.phrase}`;
  const name = isForGood ? `${what}, for good` : what;
  const usual = isForGood ? SHORT_LEASE : fault?.lease;
  const lease = end.lease ?? call.scenario.lease ?? usual ?? SHORT_LEASE;
  return { name: `${name}: ${tellEnd(end)}`, call, fault, isForGood, lease, end };
}

function endsIn<Name extends FaultName>(
  ends: Readonly<Record<Name, End | string>>,
): (readonly [Name, End])[] {
  return (Object.entries(ends) as [Name, End | string][]).filter(
    (entry): entry is [Name, End] => typeof entry[1] !== 'string',
  );
}

import { EXIT_CODE } from '../exit-code.js';
import { hiddenIn, lookAt, MOST_VISIBLE, type QueueCount } from '../stats/look-at.js';
import { pause } from '../sweep/pause.js';
import { age } from '../terminal/age.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect, type Connection } from './connect.js';
import { duration } from './duration-flag.js';
import { missing } from './missing.js';

interface Flags {
  readonly watch?: string | true;
}

export const stats: Action<Flags> = async ({ io, screen, flags }, { watch }) => {
  const interval =
    watch === undefined ? undefined : duration('--watch', watch === true ? '5s' : watch);
  const connection = await connect(io, flags);
  for (let isFirst = true; ; isFirst = false) {
    const [queue, poison] = [
      (await lookAt(connection.queue, connection.clock))?.count,
      (await lookAt(connection.poison, connection.clock))?.count,
    ];
    if (queue === undefined && interval === undefined) {
      return missing(screen, connection.queue, 'job');
    }
    screen.json({ time: new Date(connection.clock.now()), queue, poison: poison ?? null });
    if (interval === undefined) tell(screen, connection, queue, poison);
    else tellLine(screen, connection, isFirst, queue, poison);
    if (interval === undefined) return EXIT_CODE.ok;
    await pause(interval.milliseconds, connection.clock, io.stop);
    if (io.stop.aborted) return EXIT_CODE.ok;
  }
};

function tell(
  screen: Screen,
  { queue, poison }: Connection,
  main: QueueCount | undefined,
  side: QueueCount | undefined,
): void {
  const title = ['queue', 'messages', 'visible', 'hidden', 'oldest visible'];
  screen.table([
    title.map((text) => ({ text, style: 'dim' })),
    [queue.name, ...cells(main)],
    [poison.name, ...cells(side)],
  ]);
}

/** One line each time, which neither needs a terminal nor loses what was. */
function tellLine(
  screen: Screen,
  { clock }: Connection,
  isFirst: boolean,
  main: QueueCount | undefined,
  side: QueueCount | undefined,
): void {
  const line = (...texts: readonly string[]) =>
    screen.line(texts.map((text, at) => text.padEnd(at === 0 ? 26 : 10)).join(''));
  if (isFirst) line('time', 'messages', 'visible', 'hidden', 'oldest', 'poison', 'oldest');
  const [poisonCount = '-', , , poisonOldest = '-'] = cells(side);
  line(new Date(clock.now()).toISOString(), ...cells(main), poisonCount, poisonOldest);
}

function cells(count: QueueCount | undefined): string[] {
  if (count === undefined) return ['missing', '-', '-', '-'];
  const { approximateCount, visible, oldestAge } = count;
  const hidden = hiddenIn(count);
  return [
    String(approximateCount),
    hidden === undefined ? `${MOST_VISIBLE}+` : String(visible),
    hidden === undefined ? '?' : String(hidden),
    oldestAge === undefined ? '-' : age(oldestAge),
  ];
}

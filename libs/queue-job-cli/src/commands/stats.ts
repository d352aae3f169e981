import type { InspectableQueue } from 'nestjs-queue-job/tools';
import { EXIT_CODE } from '../exit-code.js';
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

/** The most that can be seen at once. */
const VISIBLE = 32;

/** What is known of a queue without touching it. */
interface Count {
  readonly approximateCount: number;
  /** How many can be seen; `32` stands for that and more. */
  readonly visible: number;
  /** In milliseconds, of the first that can be seen. */
  readonly oldestAge: number | undefined;
}

export const stats: Action<Flags> = async ({ io, screen, flags }, { watch }) => {
  const interval =
    watch === undefined ? undefined : duration('--watch', watch === true ? '5s' : watch);
  const connection = await connect(io, flags);
  for (let isFirst = true; ; isFirst = false) {
    const [queue, poison] = [
      await count(connection.queue, connection),
      await count(connection.poison, connection),
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

async function count(queue: InspectableQueue, { clock }: Connection): Promise<Count | undefined> {
  const properties = await queue.properties();
  if (properties === undefined) return undefined;
  const visible = await queue.peek(VISIBLE);
  const oldest = Math.min(...visible.map(({ insertedOn }) => insertedOn.getTime()));
  return {
    approximateCount: properties.approximateCount,
    visible: visible.length,
    oldestAge: visible.length === 0 ? undefined : Math.max(0, clock.now() - oldest),
  };
}

function tell(
  screen: Screen,
  { queue, poison }: Connection,
  main: Count | undefined,
  side: Count | undefined,
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
  main: Count | undefined,
  side: Count | undefined,
): void {
  const line = (...texts: readonly string[]) =>
    screen.line(texts.map((text, at) => text.padEnd(at === 0 ? 26 : 10)).join(''));
  if (isFirst) line('time', 'messages', 'visible', 'hidden', 'oldest', 'poison', 'oldest');
  const [poisonCount = '-', , , poisonOldest = '-'] = cells(side);
  line(new Date(clock.now()).toISOString(), ...cells(main), poisonCount, poisonOldest);
}

function cells(count: Count | undefined): string[] {
  if (count === undefined) return ['missing', '-', '-', '-'];
  const { approximateCount, visible, oldestAge } = count;
  const isMore = visible === VISIBLE && approximateCount > VISIBLE;
  return [
    String(approximateCount),
    isMore ? `${VISIBLE}+` : String(visible),
    isMore ? '?' : String(Math.max(0, approximateCount - visible)),
    oldestAge === undefined ? '-' : age(oldestAge),
  ];
}

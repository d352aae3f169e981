import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../usage.error.js';
import type { Connection } from '../commands/connect.js';
import { Access } from './access.js';
import { hostIsUnknown, portIsForbidden, portIsTaken } from './board.messages.js';
import { createBoardServer } from './board-server.js';
import { readPageFiles } from './page-files.js';
import { RedriveDesk } from './redrive-desk.js';
import { Watch } from './watch.js';

export interface BoardOptions {
  readonly host: string;
  /** `0` for any that is free. */
  readonly port: number;
  /** What opens the board; without one, everybody may look who can reach it. */
  readonly token?: string | undefined;
  /** Names by which it goes besides its addresses. */
  readonly allowedHosts: readonly string[];
  /** Between two looks at the queues, in milliseconds. */
  readonly interval: number;
  readonly onFault: (error: unknown) => void;
}

/** A board that listens. */
export interface Board {
  readonly port: number;
  /** Resolves when it was told to stop, and a redrive on its way has ended in order. */
  readonly ended: Promise<void>;
}

/**
 * Serves the board of a job's queues until it is told to stop.
 *
 * @throws UsageError when it cannot listen there
 */
export async function openBoard(
  connection: Connection,
  { host, port, token, allowedHosts, interval, onFault }: BoardOptions,
  stop: AbortSignal,
): Promise<Board> {
  const desk = new RedriveDesk(connection, stop, () => watch.lookSoon());
  const watch = new Watch(connection, { interval, isSwept: () => desk.isBusy });
  const server = createBoardServer({
    watch,
    desk,
    files: readPageFiles(),
    access: new Access(token),
    hosts: new Set([host, ...allowedHosts].map((name) => name.toLowerCase())),
    onFault,
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refusalOf(error as NodeJS.ErrnoException, host, port);
  }
  const end = async () => {
    await watch.run(stop);
    await desk.idle();
    const isClosed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await isClosed;
  };
  return { port: (server.address() as AddressInfo).port, ended: end() };
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(portIsTaken(port));
    case 'EACCES':
      return new UsageError(portIsForbidden(port));
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(hostIsUnknown(host));
    default:
      return error;
  }
}

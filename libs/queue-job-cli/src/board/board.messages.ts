import { count } from '../sweep/sweep.messages.js';

export const summaryOf = (gone: number, queueName: string) =>
  `${count(gone)} redriven to ${queueName}.`;

export const stoppedEarly = 'Stopped before the end. What was not moved is still there.';

export const WRONG_HOST =
  'This board does not go by that name. Whoever started it can allow it: queue-job board --allow-host <name>.';

export const WRONG_ORIGIN = 'Only the page of the board itself may ask for this.';

export const NOT_SIGNED_IN = 'Sign in with the token of the board.';

export const NOT_FOUND = 'There is nothing here.';

export const UNREADABLE = 'The request cannot be understood.';

export const INTERNAL = 'The board has failed. Its terminal tells why.';

export const pageIsMissing = (folder: string) =>
  `The page of the board is not in ${folder}: this queue-job was taken out of its package. Run "npx nestjs-queue-job-cli board" instead.`;

export const portIsTaken = (port: number) =>
  `Port ${port} is taken. Choose another with --port, or let --port 0 find one.`;

export const hostIsUnknown = (host: string) =>
  `--host names no address of this machine: ${host}. Write one of its addresses, or 0.0.0.0 for all of them.`;

export const portIsForbidden = (port: number) =>
  `Port ${port} is not for everybody to use. Choose one above 1023 with --port.`;

export const tokenIsShort = (least: number) =>
  `QUEUE_JOB_BOARD_TOKEN is shorter than ${least} characters. Make one with "openssl rand -hex 32", or leave it out to have one made.`;

export const EXPOSED =
  'Others can reach it, over plain HTTP: put something in front of it that speaks HTTPS. "kubectl port-forward" needs no --host.';

export const TOKEN_IS_KNOWN = 'The token in QUEUE_JOB_BOARD_TOKEN opens it.';

export const TOKEN_IS_MADE = 'The token in the address opens it, and is not told again.';

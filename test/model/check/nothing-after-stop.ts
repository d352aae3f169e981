import { isBefore, nameOf, type Facts } from './facts.ts';

/** A process that was told to stop neither receives nor begins an execution. */
export function nothingAfterStop({ processes }: Facts): string[] {
  return processes.flatMap(({ number, stopped, receives, deliveries }) => [
    ...receives
      .filter(({ asked }) => isBefore(stopped, asked))
      .map(() => `p${number} received after it was told to stop.`),
    ...deliveries
      .filter(({ executing }) => executing !== undefined && isBefore(stopped, executing))
      .map((delivery) => `${nameOf(delivery)} was executed after the process was told to stop.`),
  ]);
}

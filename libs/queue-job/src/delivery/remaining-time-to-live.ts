/** In milliseconds: what the service takes for a time to live at least. */
const SHORTEST = 1_000;

/** As of this year, an expiry is the service's way of saying "never". */
const NEVER = 9999;

/** How long a copy of a message may live so that it expires when the message would, in milliseconds; `undefined` for ever. */
export function remainingTimeToLive(expiresOn: Date, now: number): number | undefined {
  return expiresOn.getUTCFullYear() >= NEVER
    ? undefined
    : Math.max(SHORTEST, expiresOn.getTime() - now);
}

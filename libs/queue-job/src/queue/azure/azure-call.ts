/** In milliseconds: how long a call may take; without a bound of ours, the SDK waits for an answer for ever. */
export const CALL_TIMEOUT = 10_000;

/**
 * The SDKs' own retries are off: they cannot know that repeating a receive that was carried out loses a message for a whole
 * lease, nor that repeating a deletion that was carried out looks like a lost lease, nor how long somebody waits for a lock.
 */
export const PIPELINE = { retryOptions: { maxTries: 1 } };

/** Where something is, as it may be shown: without its query, which carries the signature of a shared access signature. */
export function addressOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

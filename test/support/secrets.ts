const SECRETS = /(?:AccountKey=|sig=)([^;&]+)/g;

/** Enough of a secret to be one: a part that was cut off is a leak as well. */
const PART = 12;

/**
 * Throws when a text holds a secret: an account key or a signature of these settings, encoded or not, or another that is
 * named. Every job's output goes through here.
 */
export function expectNoSecrets(
  text: string,
  settings: Iterable<string | undefined>,
  others: readonly string[] = [],
): void {
  const secrets = [...settings].flatMap((value = '') =>
    [...value.matchAll(SECRETS)].flatMap(([, secret = '']) => [secret, decodeURIComponent(secret)]),
  );
  for (const secret of [...secrets, ...others]) {
    if (secret !== '' && text.includes(secret.slice(0, PART))) {
      throw new Error(`The job shows a secret that begins with ${secret.slice(0, PART)}:\n${text}`);
    }
  }
}

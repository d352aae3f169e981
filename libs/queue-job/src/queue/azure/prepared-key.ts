import { createSecretKey } from 'node:crypto';
import type { StorageSharedKeyCredential } from '@azure/storage-queue';

/** What a credential keeps to itself, as far as it is used here. */
interface Inside {
  accountKey?: unknown;
}

/** Any text does to compare two signatures. */
const SAMPLE = 'GET';

/**
 * Gives the account's key to the SDK in the form in which Node signs with it at once. Given bytes, Node makes that form of them for every
 * signature, a tenth of what a message costs. A credential that does not sign alike with it keeps the bytes.
 */
export function withPreparedKey(
  credential: StorageSharedKeyCredential,
): StorageSharedKeyCredential {
  const inside = credential as unknown as Inside;
  const { accountKey: bytes } = inside;
  if (!Buffer.isBuffer(bytes)) return credential;
  const signature = credential.computeHMACSHA256(SAMPLE);
  inside.accountKey = createSecretKey(bytes);
  if (signatureOf(credential) !== signature) inside.accountKey = bytes;
  return credential;
}

function signatureOf(credential: StorageSharedKeyCredential): string | undefined {
  try {
    return credential.computeHMACSHA256(SAMPLE);
  } catch {
    return undefined;
  }
}

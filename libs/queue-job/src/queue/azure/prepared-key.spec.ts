import { KeyObject } from 'node:crypto';
import { StorageSharedKeyCredential } from '@azure/storage-queue';
import { describe, expect, it } from 'vitest';
import { withPreparedKey } from './prepared-key.js';

const KEY = Buffer.from('nobody looks at the key').toString('base64');

const inside = (credential: StorageSharedKeyCredential) =>
  (credential as unknown as { readonly accountKey: unknown }).accountKey;

describe('withPreparedKey()', () => {
  it('signs as before, with a key that Node has made ready', () => {
    const plain = new StorageSharedKeyCredential('guardians', KEY);

    const prepared = withPreparedKey(new StorageSharedKeyCredential('guardians', KEY));

    // Once this is no `KeyObject`, the SDK keeps its key elsewhere, or signs in another way, and `withPreparedKey` has become useless.
    expect(inside(prepared)).toBeInstanceOf(KeyObject);
    expect(prepared.computeHMACSHA256('text')).toBe(plain.computeHMACSHA256('text'));
  });

  it.each([
    [
      'fails',
      () => {
        throw new TypeError('bytes, please');
      },
    ],
    ['signs otherwise', (key: unknown) => String(Buffer.isBuffer(key))],
  ])('leaves the key as it is to a credential that %s with another form', (_how, sign) => {
    class Demanding extends StorageSharedKeyCredential {
      override computeHMACSHA256(): string {
        return Buffer.isBuffer(inside(this)) ? 'signature' : sign(inside(this));
      }
    }

    const credential = withPreparedKey(new Demanding('guardians', KEY));

    expect(inside(credential)).toBeInstanceOf(Buffer);
  });

  it('leaves a credential alone that keeps its key elsewhere', () => {
    const credential = new StorageSharedKeyCredential('guardians', KEY);
    Object.assign(credential, { accountKey: undefined });

    expect(inside(withPreparedKey(credential))).toBeUndefined();
  });
});

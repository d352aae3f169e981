import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lockKey } from './lock-key.js';

describe('lockKey', () => {
  it('is the SHA-256 of queue, path and value, in hex', () => {
    const key = lockKey('guardians', 'guardian.id', 'Groot');

    const text = 'guardians\nguardian.id\n"Groot"';
    expect(key).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('is another one for another queue, path, value or type of value', () => {
    const keys = [
      lockKey('guardians', 'id', '1'),
      lockKey('guardians', 'id', 1),
      lockKey('guardians', 'id', 'true'),
      lockKey('guardians', 'id', true),
      lockKey('guardians', 'name', '1'),
      lockKey('villains', 'id', '1'),
    ];

    expect(new Set(keys).size).toBe(keys.length);
  });
});

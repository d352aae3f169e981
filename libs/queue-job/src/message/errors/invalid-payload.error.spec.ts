import { describe, expect, it } from 'vitest';
import { QueueJobError } from '../../queue-job.error.js';
import { InvalidPayloadError } from './invalid-payload.error.js';
import { PoisonMessageError } from './poison-message.error.js';

const issue = (path: string, message: string) => ({ path, message });
const issues = (count: number) =>
  Array.from({ length: count }, (_, index) => issue(`[${index}]`, 'is wrong'));

describe('InvalidPayloadError', () => {
  it('is a poison message error, and one of this library', () => {
    const error = new InvalidPayloadError([]);

    expect(error).toBeInstanceOf(PoisonMessageError);
    expect(error).toBeInstanceOf(QueueJobError);
    expect(error.name).toBe('InvalidPayloadError');
  });

  it('tells every issue with its place', () => {
    const error = new InvalidPayloadError([
      issue('name', 'name must be a string'),
      issue('weapons[0].damage', 'damage must be positive'),
    ]);

    expect(error.message).toBe(
      'The payload is invalid: name: name must be a string; weapons[0].damage: damage must be positive',
    );
  });

  it('names no place for the payload as a whole', () => {
    const error = new InvalidPayloadError([issue('', 'it must be an object')]);

    expect(error.message).toBe('The payload is invalid: it must be an object');
  });

  it('tells ten issues and counts the rest, but keeps them all', () => {
    const error = new InvalidPayloadError(issues(13));

    expect(error.message).toMatch(/; \[9\]: is wrong; and 3 more$/);
    expect(error.message).not.toContain('[10]');
    expect(error.issues).toEqual(issues(13));
  });

  it('counts no rest where there is none', () => {
    expect(new InvalidPayloadError(issues(10)).message).toMatch(/\[9\]: is wrong$/);
  });

  it('tells it in one line of bounded length, whatever names and rules say', () => {
    const long = 'a\n\u001B[2K'.repeat(10_000);

    const error = new InvalidPayloadError(Array(20).fill(issue(long, long)));

    expect(error.message).toMatch(/^[^\p{Cc}]{1000,4096}; and 10 more$/u);
    expect(error.issues[0]).toEqual(issue(long, long));
  });
});

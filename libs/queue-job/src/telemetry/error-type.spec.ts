import { describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../delivery/delivery-report.js';
import { SingletonBusyError } from '../executor/errors/singleton-busy.error.js';
import { PoisonMessageError } from '../message/errors/poison-message.error.js';
import { errorTypeOf } from './error-type.js';

const report = (outcome: DeliveryReport['outcome'], error?: unknown): DeliveryReport => ({
  messageId: '1',
  dequeueCount: 1,
  outcome,
  error,
  duration: 1,
  isExecutorStillRunning: false,
});

const named = (name: unknown) => Object.defineProperty(new Error('a'), 'name', { value: name });
const broken = new Proxy(new Error('a'), {
  get() {
    throw new Error('broken');
  },
});

describe('errorTypeOf()', () => {
  it.each([
    [report('released', new TypeError('a')), 'TypeError'],
    [report('poisoned', new PoisonMessageError('a')), 'PoisonMessageError'],
    [report('poisoned'), '_OTHER'],
    [report('lease-lost', 'a text'), '_OTHER'],
    [report('released', named('Message 4711 failed')), '_OTHER'],
    [report('released', named('a'.repeat(65))), '_OTHER'],
    [report('released', named(7)), '_OTHER'],
    [report('released', broken), '_OTHER'],
  ])('names what failed, in few words: %#', (failed, expected) => {
    expect(errorTypeOf(failed)).toBe(expected);
  });

  it.each([
    report('completed'),
    report('aborted', new Error('SIGTERM')),
    report('released', new SingletonBusyError('id')),
  ])('says nothing of what is no failure: %#', (ended) => {
    expect(errorTypeOf(ended)).toBeUndefined();
  });
});

import { Injectable, Logger, Scope, type Provider, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../clock/clock.js';
import { ManualClock } from '../clock/manual-clock.js';
import { ConfigurationError } from '../options/configuration.error.js';
import type { DeliveryEnded, DeliveryEvent, DeliveryEventName } from './delivery-event.js';
import { DeliveryListeners } from './delivery-listeners.js';
import { OnDelivery } from './on-delivery.decorator.js';

const ended = (event: DeliveryEnded['event']): DeliveryEnded => ({
  event,
  queueName: 'q',
  messageId: '1',
  dequeueCount: 1,
  insertedOn: new Date(0),
  duration: 1,
  isExecutorStillRunning: false,
});

async function listenersOf(...providers: Provider[]) {
  const clock = new ManualClock();
  const moduleRef = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [DeliveryListeners, { provide: Clock, useValue: clock }, ...providers],
  }).compile();
  const listeners = moduleRef.get(DeliveryListeners);
  const tell = (event: DeliveryEnded['event']) => listeners.tell(event, () => ended(event));
  return { clock, listeners, tell, get: <T>(type: Type<T>) => moduleRef.get(type) };
}

const faultsOf = (listeners: DeliveryListeners) => {
  try {
    listeners.load();
    return [];
  } catch (error) {
    return (error as ConfigurationError).faults;
  }
};

describe('DeliveryListeners', () => {
  const warn = vi.fn<(text: unknown) => void>();

  beforeEach(() => {
    warn.mockReset();
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(warn);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('calls what listens to an event, on its own provider, and nothing else', async () => {
    @Injectable()
    class Service {
      readonly heard: string[] = [];

      @OnDelivery('poisoned', 'lease-lost')
      alert({ event, messageId }: DeliveryEvent<'poisoned' | 'lease-lost'>): void {
        this.heard.push(`${event} ${messageId}`);
      }

      unmarked(): void {
        this.heard.push('unmarked');
      }
    }
    class Derived extends Service {}
    const factory = { provide: 'factory', useFactory: () => new Derived() };
    const { listeners, tell, get } = await listenersOf(Service, factory);
    listeners.load();

    tell('poisoned');
    tell('completed');
    tell('lease-lost');

    expect(get(Service).heard).toEqual(['poisoned 1', 'lease-lost 1']);
    expect(get<Service>('factory' as never).heard).toEqual(['poisoned 1', 'lease-lost 1']);
  });

  it('makes no event that nobody listens to', async () => {
    const { listeners } = await listenersOf();
    const event = vi.fn<() => DeliveryEvent>();
    listeners.load();

    listeners.tell('completed', event);

    expect(event).not.toHaveBeenCalled();
  });

  it('goes on when one fails, at once or later, and says which', async () => {
    const heard = vi.fn<() => void>();
    @Injectable()
    class Service {
      @OnDelivery('released')
      throws(): void {
        throw new Error('AccountKey=c2VjcmV0');
      }

      @OnDelivery('released')
      async rejects(): Promise<void> {
        await Promise.reject(new Error('late'));
      }

      @OnDelivery('released')
      changes(event: DeliveryEvent<'released'>): void {
        Object.assign(event, { event: 'completed' });
      }

      @OnDelivery('released')
      hears(): void {
        heard();
      }
    }
    const { listeners, tell } = await listenersOf(Service);
    listeners.load();

    tell('released');
    await listeners.settled();

    expect(heard).toHaveBeenCalledTimes(1);
    const told = warn.mock.calls.map(([text]) => String(text)).join('\n');
    for (const name of ['throws', 'rejects', 'changes']) expect(told).toContain(`Service.${name} `);
    expect(warn).toHaveBeenCalledTimes(3);
    expect(told).not.toContain('c2VjcmV0');
  });

  it('waits for those at work, but not for ever', async () => {
    const work = Promise.withResolvers<void>();
    @Injectable()
    class Service {
      @OnDelivery('completed')
      async works(): Promise<void> {
        await work.promise;
      }

      @OnDelivery('aborted')
      async hangs(): Promise<void> {
        await new Promise(() => {});
      }
    }
    const { clock, listeners, tell } = await listenersOf(Service);
    listeners.load();
    let isSettled = false;

    tell('completed');
    const settled = listeners.settled().then(() => (isSettled = true));
    await clock.advance(2_000);
    expect(isSettled).toBe(false);
    work.resolve();
    await settled;
    expect(warn).not.toHaveBeenCalled();

    tell('aborted');
    const given = listeners.settled();
    await clock.advance(3_000);
    await given;
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('still at work 3 s'));
  });

  it('survives a logger that fails as well', async () => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    warn.mockImplementation(() => {
      throw new Error('the disk is full');
    });
    @Injectable()
    class Service {
      @OnDelivery('completed')
      throws(): void {
        throw new Error('no');
      }
    }
    const { listeners, tell } = await listenersOf(Service);
    listeners.load();

    tell('completed');

    await expect(listeners.settled()).resolves.toBeUndefined();
  });

  it.each([Scope.REQUEST, Scope.TRANSIENT])(
    'refuses one that is no singleton: %i',
    async (scope) => {
      @Injectable({ scope })
      class Service {
        @OnDelivery('completed')
        hears(): void {}
      }
      const { listeners } = await listenersOf(Service);

      expect(faultsOf(listeners)).toEqual([
        {
          subject: '@OnDelivery() of Service.hears',
          fault: expect.stringContaining('request-scoped or transient') as string,
        },
      ]);
    },
  );

  it.each([
    [['finished'], 'the event "finished"'],
    [[], 'no event'],
  ])('refuses %j, which JavaScript lets through', async (events, text) => {
    const names = events as unknown as [DeliveryEventName];
    @Injectable()
    class Service {
      @OnDelivery(...names)
      hears(): void {}
    }
    const { listeners } = await listenersOf(Service);

    expect(faultsOf(listeners)).toMatchObject([{ fault: expect.stringContaining(text) as string }]);
  });
});

import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Clock } from '../clock/clock.js';
import { ConfigurationError, type ConfigurationFault } from '../options/configuration.error.js';
import { DELIVERY_EVENTS, type DeliveryEvent, type DeliveryEventName } from './delivery-event.js';
import { ON_DELIVERY } from './on-delivery.decorator.js';
import {
  listenerFailed,
  listenerNotSingleton,
  listenersHang,
  unknownEvent,
} from './telemetry.messages.js';

/** In milliseconds: how long the end of a run waits for listeners that are still at work. */
const PATIENCE = 3_000;

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

interface Listener {
  /** `AlertService.alert` */
  readonly name: string;
  readonly events: readonly DeliveryEventName[];
  readonly call: (event: DeliveryEvent) => unknown;
}

/** The application's listeners to what becomes of deliveries. */
@Injectable()
export class DeliveryListeners {
  readonly #logger = new Logger('QueueJob');
  readonly #working = new Set<Promise<void>>();
  #listeners: readonly Listener[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  /**
   * Finds the listeners. To be called when all providers are there.
   *
   * @throws ConfigurationError when one can never be called
   */
  load(): void {
    const found = this.discovery.getProviders().flatMap((wrapper) => this.#find(wrapper));
    const faults = found.flatMap(({ wrapper, listener }) => faultsOf(wrapper, listener));
    if (faults.length > 0) throw new ConfigurationError(faults);
    this.#listeners = found.map(({ listener }) => listener);
  }

  /** Calls whoever listens, and waits for nobody. Never throws. */
  tell(name: DeliveryEventName, event: () => DeliveryEvent): void {
    const listeners = this.#listeners.filter(({ events }) => events.includes(name));
    if (listeners.length === 0) return;
    // One for all, which none of them can change.
    const told = Object.freeze(event());
    for (const listener of listeners) {
      const work = this.#call(listener, told);
      this.#working.add(work);
      void work.finally(() => this.#working.delete(work));
    }
  }

  /** Resolves when no listener is at work any more, or has had its time. */
  async settled(): Promise<void> {
    if (this.#working.size === 0) return;
    const timeout = Promise.withResolvers<'timeout'>();
    const cancel = this.clock.schedule(PATIENCE, () => timeout.resolve('timeout'));
    const end = await Promise.race([Promise.all(this.#working), timeout.promise]);
    cancel();
    if (end === 'timeout') this.#warn(listenersHang(PATIENCE / 1000));
  }

  async #call({ name, call }: Listener, event: DeliveryEvent): Promise<void> {
    try {
      await call(event);
    } catch (error) {
      this.#warn(listenerFailed(name, event.event, error));
    }
  }

  /** The logger is the application's, and may fail as well. */
  #warn(text: string): void {
    try {
      this.#logger.warn(text);
    } catch {
      process.emitWarning(text);
    }
  }

  #find(wrapper: Wrapper): { readonly wrapper: Wrapper; readonly listener: Listener }[] {
    const { instance, metatype, isNotMetatype } = wrapper;
    const prototype: unknown = isNotMetatype
      ? Object.getPrototypeOf(Object(instance))
      : metatype?.prototype;
    if (Object(prototype) !== prototype) return [];
    return this.scanner.getAllMethodNames(prototype as object).flatMap((method) => {
      const methods = prototype as Record<string, (...event: unknown[]) => unknown>;
      const events = this.reflector.get<DeliveryEventName[] | undefined>(
        ON_DELIVERY,
        methods[method]!,
      );
      if (events === undefined) return [];
      const name = `${(prototype as object).constructor.name}.${method}`;
      const call = (event: DeliveryEvent) =>
        (instance as typeof methods)[method]!.call(instance, event);
      return [{ wrapper, listener: { name, events, call } }];
    });
  }
}

function faultsOf(wrapper: Wrapper, { name, events }: Listener): ConfigurationFault[] {
  const fault = (text: string): ConfigurationFault => ({
    subject: `@OnDelivery() of ${name}`,
    fault: text,
  });
  // Nest lists what is not a singleton with an instance that was never constructed.
  const isSingleton = wrapper.isDependencyTreeStatic() && !wrapper.isTransient;
  if (!isSingleton) return [fault(listenerNotSingleton())];
  const unknown = events.filter((event) => !DELIVERY_EVENTS.includes(event));
  return events.length === 0
    ? [fault(unknownEvent(undefined))]
    : unknown.map((event) => fault(unknownEvent(event)));
}

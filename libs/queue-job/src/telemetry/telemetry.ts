import { Injectable, Logger } from '@nestjs/common';
import type { DeliveryObserver, ObservedDelivery } from '../delivery/delivery-observer.js';
import { DeliveryListeners } from './delivery-listeners.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { DeliveryTelemetry } from './delivery-telemetry.js';
import { loadOpenTelemetry, openTelemetry } from './open-telemetry.js';
import { openTelemetryBroken } from './telemetry.messages.js';

/** Watches the deliveries of a job. */
@Injectable()
export class Telemetry {
  #metrics: DeliveryMetrics | undefined;

  constructor(private readonly listeners: DeliveryListeners) {}

  /** @throws ConfigurationError when a listener can never be called */
  async load(): Promise<void> {
    this.listeners.load();
    await loadOpenTelemetry((error) => new Logger('QueueJob').warn(openTelemetryBroken(error)));
  }

  observe(delivery: ObservedDelivery): DeliveryObserver {
    const api = openTelemetry();
    this.#metrics ??= createMetrics();
    return new DeliveryTelemetry(delivery, {
      listeners: this.listeners,
      api,
      metrics: this.#metrics,
    });
  }

  /** Resolves when the listeners have heard of everything, or have had their time. */
  async settled(): Promise<void> {
    await this.listeners.settled();
  }
}

/** Only now, when the first message has come: by then the application has set its SDK up, wherever it does. */
function createMetrics(): DeliveryMetrics | undefined {
  try {
    const api = openTelemetry();
    return api && new DeliveryMetrics(api);
  } catch {
    return undefined;
  }
}

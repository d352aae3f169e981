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
  load(): void {
    this.listeners.load();
  }

  /** To be called before the first delivery, and no earlier: by then the application has set its SDK up, wherever it does. */
  async start(): Promise<void> {
    await loadOpenTelemetry((error) => new Logger('QueueJob').warn(openTelemetryBroken(error)));
  }

  observe(delivery: ObservedDelivery): DeliveryObserver {
    this.#metrics ??= createMetrics();
    return new DeliveryTelemetry(delivery, {
      listeners: this.listeners,
      api: openTelemetry(),
      metrics: this.#metrics,
    });
  }

  /** Resolves when the listeners have heard of everything, or have had their time. */
  async settled(): Promise<void> {
    await this.listeners.settled();
  }
}

function createMetrics(): DeliveryMetrics | undefined {
  try {
    const api = openTelemetry();
    return api && new DeliveryMetrics(api);
  } catch {
    return undefined;
  }
}

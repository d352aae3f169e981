import { describeError } from '../delivery/describe-error.js';
import { DELIVERY_EVENTS } from './delivery-event.js';

// What a person reads when something that only watches does not work.

export const listenerNotSingleton = () =>
  'is on a provider that is request-scoped or transient, or depends on one. A job has no request; make it and what it injects ' +
  'singletons (the default scope).';

export const unknownEvent = (event: unknown) =>
  `names ${event === undefined ? 'no event' : `the event ${JSON.stringify(event)}, which there is not`}. ` +
  `Write one of ${DELIVERY_EVENTS.join(', ')}.`;

export const listenerFailed = (listener: string, event: string, error: unknown) =>
  `The listener ${listener} failed when it was told of "${event}", which changes nothing for the message: ${describeError(error)}`;

export const listenersHang = (seconds: number) =>
  `A listener is still at work ${seconds} s after the last delivery, and is not waited for any longer.`;

export const openTelemetryBroken = (error: unknown) =>
  `OpenTelemetry's API is installed and cannot be loaded, so there are no spans and metrics: ${describeError(error)}`;

export const notFlushed = (seconds: number) =>
  `OpenTelemetry's exporter did not answer within ${seconds} s. Spans and metrics may be lost; the messages are settled.`;

export const flushFailed = (error: unknown) =>
  `OpenTelemetry's exporter failed. Spans and metrics may be lost; the messages are settled: ${describeError(error)}`;

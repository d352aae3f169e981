import type { TraceContext } from '../message/trace-context.js';
import type { EventFormatName } from '../options/queue-job-options.js';

/** What an event says of itself besides its type and its data. All but the format need the envelope of CloudEvents. */
export interface EventOptions {
  /** @default the setting `EventFormat`: 'cloudevents' */
  readonly format?: EventFormatName | undefined;

  /**
   * Tells the event from every other of its source. Give one that follows from what happened, and whoever receives the event twice
   * can tell.
   *
   * @default a random UUID
   */
  readonly id?: string | undefined;

  /**
   * Where it happened: a URI or a part of one.
   *
   * @default the setting `EventSource`: 'nestjs-queue-job'
   */
  readonly source?: string | undefined;

  /**
   * What it happened to, within the source.
   *
   * @example 'guardians/groot'
   */
  readonly subject?: string | undefined;

  /** @default now */
  readonly time?: Date | undefined;

  /**
   * Becomes the event's `traceparent` and `tracestate`.
   *
   * @default the active span of OpenTelemetry, else what the message carries in whose delivery the event is sent
   */
  readonly traceContext?: TraceContext | undefined;

  /** Further attributes, named by 1 to 20 lower-case letters and digits; a text, a whole number or a boolean each. */
  readonly extensions?: Readonly<Record<string, string | number | boolean>> | undefined;
}

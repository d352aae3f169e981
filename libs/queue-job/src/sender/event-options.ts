import type { EventFormatName } from '../options/queue-job-options.js';

/** Where an event belongs in a distributed trace, as W3C Trace Context writes it. */
export interface TraceContext {
  /** @example '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' */
  readonly traceparent: string;
  readonly tracestate?: string | undefined;
}

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

  /** Becomes the event's `traceparent` and `tracestate`. */
  readonly traceContext?: TraceContext | undefined;

  /** Further attributes, named by 1 to 20 lower-case letters and digits; a text, a whole number or a boolean each. */
  readonly extensions?: Readonly<Record<string, string | number | boolean>> | undefined;
}

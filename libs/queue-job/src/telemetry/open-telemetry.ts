import type { SpanContext } from '@opentelemetry/api';
import { isOpenTelemetrySetUp } from '../open-telemetry-set-up.js';

/** OpenTelemetry's API: no more than names and doors, behind which an application puts its SDK, or nothing. */
export type OpenTelemetry = typeof import('@opentelemetry/api');

/** As the API itself, one for the whole process. */
let loaded: OpenTelemetry | undefined;

/** The API, once it is loaded; `undefined` where nobody set OpenTelemetry up. */
export function openTelemetry(): OpenTelemetry | undefined {
  return loaded;
}

/** The span in which the caller works; `undefined` where there is none, or nobody set OpenTelemetry up. */
export function activeSpan(): SpanContext | undefined {
  const span = loaded?.trace.getActiveSpan()?.spanContext();
  return span !== undefined && loaded?.isSpanContextValid(span) ? span : undefined;
}

/**
 * Loads the API, an optional peer dependency, where somebody has set OpenTelemetry up: otherwise it could only do nothing. Never
 * rejects.
 *
 * @param warn is told when it is there and cannot be loaded
 */
export async function loadOpenTelemetry(warn: (error: unknown) => void = () => {}): Promise<void> {
  if (!isOpenTelemetrySetUp()) return;
  try {
    loaded ??= await import('@opentelemetry/api');
  } catch (error) {
    if (!isMissing(error)) warn(error);
  }
}

/** Bundlers write other errors for what was missing when they bundled. */
function isMissing(error: unknown): boolean {
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  return (
    code === 'ERR_MODULE_NOT_FOUND' ||
    code === 'MODULE_NOT_FOUND' ||
    String(message).includes('@opentelemetry/api')
  );
}

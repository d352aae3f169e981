import { createRequire } from 'node:module';
import {
  metrics,
  ProxyTracerProvider,
  trace,
  type MeterProvider,
  type TracerProvider,
} from '@opentelemetry/api';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { flushOpenTelemetry } from './flush-open-telemetry.js';
import { loadOpenTelemetry, type OpenTelemetry } from './open-telemetry.js';

const warn = vi.fn<(text: string) => void>();
const log = { debug() {}, log() {}, warn, error() {} };

const provider = (forceFlush: () => Promise<void>) => ({
  tracers: { getTracer: vi.fn<TracerProvider['getTracer']>(), forceFlush },
  meters: { getMeter: vi.fn<MeterProvider['getMeter']>(), forceFlush },
});

/** The API, loaded once more. */
function anotherCopy(): OpenTelemetry {
  const require = createRequire(import.meta.url);
  for (const path of Object.keys(require.cache)) {
    if (path.includes('@opentelemetry/api/')) delete require.cache[path];
  }
  const entry = require.resolve('@opentelemetry/api').replace(/build\/.*/, 'build/src/index.js');
  return require(entry) as OpenTelemetry;
}

describe('flushOpenTelemetry()', () => {
  beforeAll(async () => {
    trace.setGlobalTracerProvider(trace.getTracerProvider());
    await loadOpenTelemetry();
    trace.disable();
  });

  afterEach(() => {
    trace.disable();
    metrics.disable();
    warn.mockReset();
    vi.useRealTimers();
  });

  it('has nothing to do where nobody set OpenTelemetry up', async () => {
    await flushOpenTelemetry(log);

    expect(warn).not.toHaveBeenCalled();
  });

  it('has spans and metrics sent, and waits for it', async () => {
    const [spans, points] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    trace.setGlobalTracerProvider(provider(() => spans.promise).tracers);
    metrics.setGlobalMeterProvider(provider(() => points.promise).meters);
    let isOver = false;

    const flushed = flushOpenTelemetry(log).then(() => (isOver = true));
    spans.resolve();
    await spans.promise;
    expect(isOver).toBe(false);
    points.resolve();

    await flushed;
    expect(warn).not.toHaveBeenCalled();
  });

  it('finds the SDK also where it registered with another copy of the API, as beside a bundle', async () => {
    const forceFlush = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const other = anotherCopy();
    other.trace.setGlobalTracerProvider(provider(forceFlush).tracers);

    await flushOpenTelemetry(log);

    expect(trace.getTracerProvider()).not.toBeInstanceOf(ProxyTracerProvider);
    expect(forceFlush).toHaveBeenCalledTimes(1);
  });

  it('waits for 3 s at most', async () => {
    vi.useFakeTimers();
    trace.setGlobalTracerProvider(provider(() => new Promise(() => {})).tracers);

    const flushed = flushOpenTelemetry(log);
    await vi.advanceTimersByTimeAsync(3_000);

    await flushed;
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('within 3 s'));
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('refused, AccountKey=c2VjcmV0'))],
    [
      'throws',
      () => {
        throw new Error('refused, AccountKey=c2VjcmV0');
      },
    ],
  ])('says that an exporter %s, and no secret', async (_how, forceFlush) => {
    metrics.setGlobalMeterProvider(provider(forceFlush).meters);

    await flushOpenTelemetry(log);

    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Error: refused'));
    expect(warn.mock.calls[0]![0]).not.toContain('c2VjcmV0');
  });
});

import { trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { loadOpenTelemetry, openTelemetry } from './open-telemetry.js';

describe('loadOpenTelemetry()', () => {
  it('loads the API once somebody has set OpenTelemetry up, and not before', async () => {
    await loadOpenTelemetry();
    expect(openTelemetry()).toBeUndefined();

    trace.setGlobalTracerProvider(trace.getTracerProvider());
    await loadOpenTelemetry();

    expect(openTelemetry()?.trace).toBe(trace);
  });
});

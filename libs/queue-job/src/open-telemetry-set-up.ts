/** Where all copies of OpenTelemetry's API, of its first major version, find what whoever set it up has put behind it. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/** Whether somebody has set OpenTelemetry up in this process: otherwise it can only do nothing. */
export function isOpenTelemetrySetUp(): boolean {
  return REGISTERED in globalThis;
}

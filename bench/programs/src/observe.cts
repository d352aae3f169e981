import channels = require('node:diagnostics_channel');
import fs = require('node:fs');

/** Where the bench listens. */
const BENCH = 3;

const REQUEST = 'http.client.request.start';

// Loaded before every program alike, to tell what it has used when it ends. CommonJS and no more than this, because it is part of
// what is measured. What is told is `Observed` in measure/observed.ts.

let begun: { readonly cpu: number; readonly at: number } | undefined;

channels.subscribe(REQUEST, onRequest);
process.on('exit', () => {
  const total = cpu();
  const working = begun && { cpu: total - begun.cpu, wall: performance.now() - begun.at };
  fs.writeSync(BENCH, JSON.stringify({ cpu: total, peakMemory: peakMemory(), working }));
});

function onRequest(): void {
  begun = { cpu: cpu(), at: performance.now() };
  channels.unsubscribe(REQUEST, onRequest);
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Not `process.resourceUsage().maxRSS`, which begins with what the parent had when it forked. */
function peakMemory(): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))!;
  return Number(kilobytes) / 1_024;
}

#!/usr/bin/env node
import { constants } from 'node:os';
import { EXIT_CODE } from './exit-code.js';
import { run } from './run.js';

const stop = new AbortController();
let stoppedBy: 'SIGINT' | 'SIGTERM' | undefined;

// The first signal ends a command after what it has in hand, the second at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stoppedBy !== undefined) process.exit(128 + constants.signals[signal]);
    stoppedBy = signal;
    process.stderr.write('\nStopping after what is in hand. Once more stops at once.\n');
    stop.abort();
  });
}

// Whoever read our output has gone: there is nobody left to work for.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') stop.abort();
});

const exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  directory: process.cwd(),
  stop: stop.signal,
});
process.exitCode = exitCode === EXIT_CODE.interrupted && stoppedBy === 'SIGTERM' ? 143 : exitCode;

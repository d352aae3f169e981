export { run } from './run.js';
export { EXIT_CODE, type ExitCode } from './exit-code.js';
export type { Io, Output } from './io.js';

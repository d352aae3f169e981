'use strict';
// Starts a bundle: the first file of the image to run, and the one that its entry point names.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { constants } = require('node:os');
const { join } = require('node:path');
const { debuglog } = require('node:util');
const vm = require('node:vm');

/** What Node ends with when a module waits at its top level for what never comes. */
const NEVER_SETTLED = 13;

const debug = debuglog('bundle');
const requireOutside = createRequire(__filename);
const modules = new Map();

/**
 * Linux passes the first process of a container no signal that it does not listen to: one that came while the application is loaded
 * would be lost, and the pod be killed when its time is up. Nothing has begun yet, so that the process may just end.
 */
function listenUntilApplicationDoes(signal) {
  const end = () => process.exit(128 + constants.signals[signal]);
  const onListener = (event) => {
    if (event !== signal) return;
    process.off('newListener', onListener);
    // Only once the other listens: without any listener for a moment, a signal that has come already would be lost.
    process.nextTick(() => process.off(signal, end));
  };
  process.on(signal, end);
  process.on('newListener', onListener);
}

/** A file of the bundle is a function in parentheses, which is given what every CommonJS module is. */
function load(name) {
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  const path = join(__dirname, name);
  compile(path)(module.exports, requireFrom, module, path, __dirname);
  return module.exports;
}

/** Compiles nothing where the code cache fits this Node, and everything as usual where it does not, or is missing. */
function compile(path) {
  const cachedData = readIfThere(`${path}.cache`);
  const script = new vm.Script(readFileSync(path, 'utf8'), {
    filename: path,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const isUsed = cachedData !== undefined && !script.cachedDataRejected;
  debug('%s loaded, code cache %s', path, isUsed ? 'used' : cachedData ? 'rejected' : 'missing');
  return script.runInThisContext();
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function requireFrom(id) {
  return id.startsWith('./') ? load(id.slice(2)) : requireOutside(id);
}

listenUntilApplicationDoes('SIGTERM');
listenUntilApplicationDoes('SIGINT');

// As Node does for a module: not when the application calls process.exit(), only when nothing is left to wait for.
const onExit = () => (process.exitCode ??= NEVER_SETTLED);
const onIdle = () => process.once('exit', onExit);
process.once('beforeExit', onIdle);
const { run } = load('main.cjs');
// Rejects as a module does: to whoever listens to unhandled rejections, else with a stack and exit code 1.
void run().then(() => process.off('beforeExit', onIdle).off('exit', onExit));

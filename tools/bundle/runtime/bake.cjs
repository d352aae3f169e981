'use strict';
// Writes the code cache of each file of bundles: node --hash-seed=1 bake.cjs <folder>…
// To be run by the very Node that starts the bundle, since it takes no cache of another.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { constants, Script } = require('node:vm');

const paths = process.argv
  .slice(2)
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.cjs') && basename(path) !== 'start.cjs');

for (const path of paths) {
  // All functions, not only those that are called at once: the application need not be run to know which they are.
  setFlagsFromString('--no-lazy');
  const script = new Script(readFileSync(path, 'utf8'), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // Written under the flags with which it will be read. The seed is given so that the same file makes the same cache.
  setFlagsFromString('--lazy');
  setFlagsFromString('--hash-seed=0');
  writeFileSync(`${path}.cache`, script.createCachedData());
}

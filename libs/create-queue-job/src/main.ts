#!/usr/bin/env node
import { create } from './create.js';

process.exitCode = create(process.argv.slice(2), {
  directory: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});

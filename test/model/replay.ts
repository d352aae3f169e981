import 'reflect-metadata';
import { describeFailure, explore } from './explore.ts';
import { loadLibrary } from './library.ts';

// Makes one history again that a failure tells of: node test/model/replay.ts <seed> <path>

const [seed, path] = process.argv.slice(2);
if (seed === undefined || path === undefined) throw new Error('Tell the seed and the path.');
const library = loadLibrary();
const { failure } = await explore({ library, seed: Number(seed), path, runs: 1, simplify: false });
console.log(failure === undefined ? 'Every promise is kept.' : describeFailure(failure));
process.exitCode = failure === undefined ? 0 : 1;

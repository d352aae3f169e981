import { readFileSync } from 'node:fs';
import { sectionOf } from './changelog.ts';

// Prints what the changelog tells of a version: `node tools/release/notes.ts 1.2.3`.

const [version = ''] = process.argv.slice(2);
const notes = sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version);
if (notes) {
  console.log(notes);
} else {
  console.error(`CHANGELOG.md tells nothing of version "${version}".`);
  process.exitCode = 1;
}

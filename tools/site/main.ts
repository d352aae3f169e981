import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, serve } from 'vitepress';
import { ROOT } from './pages.ts';
import { writeApi } from './write-api.ts';
import { writePages } from './write-pages.ts';

// Builds the documentation site into reports/site; with --serve shows it, with --base under a path such as /queue-job/.

const { values } = parseArgs({
  options: { serve: { type: 'boolean', default: false }, base: { type: 'string', default: '/' } },
});

const config = join(ROOT, 'docs');
const pages = join(ROOT, 'reports/site-pages');

await rm(pages, { recursive: true, force: true });
await writePages(pages);
await writeApi(join(pages, 'api'));
await build(config, { base: values.base });
if (values.serve) await serve({ root: config, base: values.base });

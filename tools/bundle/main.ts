import { existsSync, globSync, statSync } from 'node:fs';
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { billOfMaterials, type Application } from './bill-of-materials.ts';
import { bundle } from './bundle.ts';
import { eachOnce } from './bundled-packages.ts';
import { licenses } from './licenses.ts';

// Makes an application ready for its image, with the tool that looks after its queues: npm run bundle -- [name] [--output folder]

/** What the tool shows in a browser, which is not compiled. */
const PAGE = 'libs/queue-job-cli/src/board/page';

/** What the tool explains texts with. */
const TROUBLESHOOTING = 'libs/queue-job-cli/src/explain/troubleshooting.md';

/** The tool, compiled; in a folder of its own, so that a job does not load what only the tool needs. */
const TOOL = join(process.cwd(), 'libs/queue-job-cli/dist/main.js');
const TOOL_FOLDER = 'queue-job';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string' } },
});
const [name = 'guardians-sample'] = positionals;
const folder = join('apps', name);
const output = values.output ?? join(folder, 'bundle');
const entry = join(process.cwd(), folder, 'dist/main.js');

const missing = [entry, TOOL].find((path) => !existsSync(path));

if (missing === undefined) {
  await bundleApplication();
} else {
  const names = globSync('apps/*/package.json').map((path) => path.split(/[/\\]/)[1]);
  console.error(
    existsSync(folder)
      ? `${relative('.', missing)} is missing. Build it first: npm run build`
      : `There is no application "${name}". There is ${names.join(', ')}.`,
  );
  process.exitCode = 1;
}

async function bundleApplication(): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Application;
  const application = await bundle(entry, output);
  const tool = await bundle(TOOL, join(output, TOOL_FOLDER));
  await cp(PAGE, join(output, TOOL_FOLDER, 'page'), { recursive: true });
  await copyFile(TROUBLESHOOTING, join(output, TOOL_FOLDER, basename(TROUBLESHOOTING)));
  const files = [...application.files, ...tool.files.map((file) => join(TOOL_FOLDER, file))];
  const packages = eachOnce([...application.packages, ...tool.packages]).filter(
    (one) => one.name !== manifest.name,
  );
  for (const settings of globSync('appsettings*.json', { cwd: folder })) {
    await copyFile(join(folder, settings), join(output, settings));
  }
  await writeFile(join(output, 'licenses.txt'), licenses(packages));
  await writeFile(join(output, 'sbom.cdx.json'), billOfMaterials(manifest, packages));

  console.log(`${output}: ${packages.length} packages`);
  for (const file of files) console.log(`  ${file}  ${kilobytes(join(output, file))} kB`);
  const { leftOut } = application;
  if (leftOut.length > 0) console.log(`  Not installed, left out: ${leftOut.join(', ')}`);
}

function kilobytes(path: string): number {
  return Math.ceil(statSync(path).size / 1000);
}

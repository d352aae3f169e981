import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join, posix } from 'node:path';
import { readPage } from './markdown.ts';
import { CONTENTS, findPages, placeOf, placeOfPicture, placeOfSource, ROOT } from './pages.ts';
import { isFolder, placeOfTarget, resolveTarget } from './target.ts';

const SITE = join(ROOT, 'docs/.vitepress');

/** What a folder's list leaves out: what is not of the repository. */
const FOREIGN = /(?:^|\/)(?:node_modules|dist|bundle)(?:\/|$)|\.tsbuildinfo$/;

/** A folder with more files than that is shown by their names alone: they would be most of the site. */
const MOST_FILES = 20;

/** Lays out in a folder what the site is made of: pages and their pictures, and a page for every source that they link to. */
export async function writePages(folder: string): Promise<void> {
  const pages = findPages();
  const sources = new Set<string>();
  for (const page of pages) {
    const markdown = await readFile(join(ROOT, page), 'utf8');
    await write(join(folder, placeOf(page)), page === CONTENTS ? await front(markdown) : markdown);
    for (const { kind, target } of readPage(markdown).references) {
      const path = resolveTarget(page, target)?.path;
      if (path === undefined) continue;
      if (kind === 'image') {
        await copy(path, join(folder, placeOfPicture(path)));
      } else if (placeOfTarget(path, pages) === placeOfSource(path)) {
        sources.add(path);
      }
    }
  }
  // What a folder's page adds to the set is visited too.
  for (const path of sources) {
    const text = isFolder(path) ? await folderPage(path, sources) : await filePage(path);
    await write(join(folder, placeOfSource(path)), text);
  }
  await copy('docs/.vitepress/logo.svg', join(folder, 'public/logo.svg'));
}

/** The first page: who it is for, and the table of contents without its title. */
async function front(contents: string): Promise<string> {
  const hero = await readFile(join(SITE, 'front.md'), 'utf8');
  return `${hero}\n${contents.replace(/^# .*$/m, '')}`;
}

/** Nobody looks for a source: it is left out of the search. */
const MATTER = `---
search: false
outline: false
prev: false
next: false
---
`;

async function filePage(path: string): Promise<string> {
  const text = await readFile(join(ROOT, path), 'utf8');
  return `${MATTER}\n# ${path}\n\n${fenced(text, extname(path).slice(1) || 'text')}\n`;
}

/** @param sources gets the files that the page links to */
async function folderPage(folder: string, sources: Set<string>): Promise<string> {
  const files = await filesIn(folder);
  if (files.length > MOST_FILES) {
    return `${MATTER}\n# ${folder}\n\n${fenced(files.join('\n'), 'text')}\n`;
  }
  const links = files.map((file) => {
    const path = `${folder}/${file}`;
    sources.add(path);
    return `- [${file}](${posix.relative(posix.dirname(placeOfSource(folder)), placeOfSource(path))})`;
  });
  return `${MATTER}\n# ${folder}\n\n${links.join('\n')}\n`;
}

/** As a block of code, with a fence that is longer than any in it. */
function fenced(text: string, language: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true });
  return entries
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !FOREIGN.test(path) && !isFolder(`${folder}/${path}`))
    .toSorted();
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function copy(path: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(join(ROOT, path), to);
}

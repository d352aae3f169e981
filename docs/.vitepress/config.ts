import { join } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { anchorOf } from '../../libs/queue-job-cli/src/explain/anchor.ts';
import { readContents } from '../../tools/site/contents.ts';
import { keepBraces } from '../../tools/site/keep-braces.ts';
import { mapLinks } from '../../tools/site/map-links.ts';
import { markDrawings } from '../../tools/site/mark-drawings.ts';
import { findPages, ROOT } from '../../tools/site/pages.ts';
import { placeOfTarget } from '../../tools/site/target.ts';
import { readApiNavigation, type ApiEntry } from '../../tools/site/write-api.ts';

// What tools/site/main.ts has laid out is built from here.
const REPORTS = join(ROOT, 'reports');
const PAGES = join(REPORTS, 'site-pages');

/** The address of the repository, where the build knows it. */
const REPOSITORY = process.env['SITE_REPOSITORY'];

const pages = findPages();
const api = await readApiNavigation(join(PAGES, 'api'));

export default defineConfig({
  title: 'nestjs-queue-job',
  description: 'Event-scaled Kubernetes jobs for NestJS: one durable queue message per pod.',
  lang: 'en',
  srcDir: PAGES,
  outDir: join(REPORTS, 'site'),
  cacheDir: join(REPORTS, 'site-cache'),
  transformHead: ({ siteData: { base } }) => [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }],
  ],
  // The dark colours of code have too little contrast in the theme that is used by default.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: anchorOf },
    config: (md) => void md.use(mapLinks).use(keepBraces).use(markDrawings),
  },
  // What is searched is one file; it is loaded with the first search.
  vite: { build: { chunkSizeWarningLimit: 2_000 } },
  themeConfig: {
    logo: '/logo.svg',
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Overview', link: '/overview' },
      { text: 'FAQ', link: '/faq' },
      { text: 'API', link: '/api/nestjs-queue-job/', activeMatch: '^/api/' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar: { '/api/': api.map(apiItem), '/': readContents().map(sidebarSection) },
    ...(REPOSITORY !== undefined && { socialLinks: [{ icon: 'github', link: REPOSITORY }] }),
  },
});

function sidebarSection({
  title,
  entries,
}: ReturnType<typeof readContents>[number]): DefaultTheme.SidebarItem {
  return {
    text: title,
    items: entries.map((entry) => ({
      text: entry.title,
      link: linkTo(placeOfTarget(entry.path, pages) ?? ''),
    })),
  };
}

function apiItem({ title, path, children }: ApiEntry): DefaultTheme.SidebarItem {
  return {
    text: title,
    ...(path != null && { link: linkTo(`api/${path}`) }),
    ...(children !== undefined && {
      items: children.map(apiItem).toSorted(byText),
      collapsed: true,
    }),
  };
}

function byText(a: DefaultTheme.SidebarItem, b: DefaultTheme.SidebarItem): number {
  return (a.text ?? '').localeCompare(b.text ?? '');
}

/** Of a file of the site, the address: `runs.md` is at `/runs`, `api/index.md` at `/api/`. */
function linkTo(place: string): string {
  return `/${place.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`;
}

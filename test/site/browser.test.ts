import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/site/pages.ts';
import { useBrowser } from '../support/browser.ts';
import { violationsOf } from '../support/violations.ts';
import { useFolder } from './serve-folder.ts';
import { BASE, SITE } from './site.ts';

/** To be looked at: as they are on a wide screen and on a phone, light and dark. */
const PICTURES = join(ROOT, 'reports/site-pictures');
const LOOKS = [
  { colorScheme: 'light', width: 1_440 },
  { colorScheme: 'dark', width: 390 },
] as const;

const PAGES = {
  'the front page': '',
  'a page with drawings': 'delivery.html',
  'a page with code and wide tables': 'executors-and-events.html',
  'a page of the API': 'api/nestjs-queue-job/interfaces/QueueMessage.html',
};

const browser = useBrowser();
const site = useFolder(SITE, BASE);

describe('the site in a browser', () => {
  const cases = Object.entries(PAGES).flatMap(([what, path]) =>
    LOOKS.map((look) => ({ what, path, ...look })),
  );

  it.each(cases)(
    'shows $what, $colorScheme and $width wide, to everybody and without a fault',
    async ({ path, colorScheme, width }) => {
      const viewport = { width, height: 900 };
      await using visit = await browser.visit(site.url(path), {
        colorScheme,
        viewport,
        reducedMotion: 'reduce',
      });
      const { page, faults } = visit;
      await page.waitForFunction("'__vue_app__' in document.querySelector('#app')");

      mkdirSync(PICTURES, { recursive: true });
      const name = path.replaceAll('/', '-').replace('.html', '') || 'front';
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });

      expect(await violationsOf(visit)).toEqual([]);
      const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect(isTooWide).toBe(false);
      expect(faults).toEqual([]);
    },
  );

  it('goes from page to page by its links, without loading anew', async () => {
    await using visit = await browser.visit(site.url(''));
    const { page, faults } = visit;

    await page.getByRole('link', { name: 'What it is', exact: true }).first().click();
    await page.getByRole('heading', { name: /What happens/, level: 2 }).waitFor();
    await page.getByRole('link', { name: 'guardians-sample' }).first().click();
    await page.getByRole('link', { name: 'src/main.ts', exact: true }).click();
    await page.getByText('await QueueJobFactory.run').waitFor();

    expect(faults).toEqual([]);
  });

  it('finds a setting, in the pages and in the API', async () => {
    await using visit = await browser.visit(site.url('runs.html'));
    const { page, faults } = visit;

    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill('ShutdownGracePeriod');
    const results = page.getByRole('option');
    await results.first().waitFor();

    const links = await results
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.join(' ')).toMatch(/api\//);
    expect(links.join(' ')).toMatch(/overview|reliability|deploying/);
    expect(faults).toEqual([]);
  });
});

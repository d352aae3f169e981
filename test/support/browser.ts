import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** In milliseconds: on a busy machine everything takes its time. */
const PATIENCE = 60_000;

/** A page, and what went wrong in it. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Faults of scripts, and what the page's security policy has refused. */
  readonly faults: readonly string[];
}

/** A browser for the tests of a file. */
export function useBrowser(): {
  visit(url: string, options?: BrowserContextOptions): Promise<Visit>;
} {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: FLAGS,
      timeout: PATIENCE,
    });
  });
  afterAll(() => browser.close());
  return {
    async visit(url, options) {
      const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB', ...options });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', ({ message }) => faults.push(message));
      page.on('console', (line) => {
        if (line.type() === 'error') faults.push(line.text());
      });
      // Nothing of the page comes from elsewhere.
      page.on('request', (request) => {
        if (new URL(request.url()).host !== new URL(url).host) faults.push(request.url());
      });
      expect((await page.goto(url))?.ok()).toBe(true);
      return { page, faults, [Symbol.asyncDispose]: () => context.close() };
    },
  };
}

import axe from 'axe-core';
import type { Visit } from './browser.ts';

/** What keeps people from using a page who cannot see it, or not well: the rules of axe that it breaks, and where. */
export async function violationsOf({ page }: Visit): Promise<string[]> {
  // By the debugger, as a page may let no script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

import { describe, expect, it } from 'vitest';
import { TestQueue } from '../support/test-queue.ts';
import { violationsOf } from '../support/violations.ts';
import { BoardProcess } from './board-process.ts';
import { useBrowser } from '../support/browser.ts';
import { poison, REFUSED } from './poison.ts';

const HOSTILE = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;

const browser = useBrowser();

/** A queue with one message, and a poison queue with some. */
async function arrange(): Promise<TestQueue> {
  const queue = await TestQueue.with('{"type":"guardian.create"}');
  const client = queue.poison();
  await client.create();
  for (const name of ['Groot', 'Drax', 'Gamora']) await poison(client, JSON.stringify({ name }));
  await poison(client, HOSTILE, { reason: `No executor is for ${HOSTILE}.`, type: HOSTILE });
  return queue;
}

describe('the board in a browser', () => {
  it('shows both queues in numbers, and draws them over time', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url);
    const { page, faults } = visit;

    await page.getByRole('heading', { name: queue.name, level: 1 }).waitFor();
    const figures = page.locator('[data-kind=poison]');
    await figures.getByText('4', { exact: true }).first().waitFor();
    // A line needs two looks.
    await page.locator('path.poison[d*=L]').first().waitFor({ state: 'attached' });

    const label = await page.getByRole('img').first().getAttribute('aria-label');
    expect(label).toBe('Messages: queue 1, poison 4');
    await page.getByRole('img').first().hover();
    await page.getByText(/^\d\d:\d\d:\d\d\s+queue 1, poison 4$/).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('rowheader').nth(1).waitFor();
    const row = await page.getByRole('row').nth(1).innerText();
    expect(row).toMatch(/^\d\d:\d\d:\d\d\s+1\s+\S+\s+4\s+/);
    expect(faults).toEqual([]);
  });

  it('unfolds groups and messages by keyboard, and keeps them so', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url);
    const { page, faults } = visit;

    const group = page.getByRole('button', { name: /3 .*ECONNREFUSED/, expanded: false });
    await group.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');

    await page.getByText('"name": "Groot"').waitFor();
    await page.getByText(REFUSED).waitFor();
    // What arrives later is shown, and takes neither the focus nor what is unfolded.
    await poison(queue.poison(), '{"name":"Rocket"}');
    await page.getByRole('button', { name: /4 .*ECONNREFUSED/, expanded: true }).waitFor();
    expect(await page.getByText('"name": "Groot"').isVisible()).toBe(true);
    expect(await page.locator(':focus').innerText()).toContain('Groot');
    expect(faults).toEqual([]);
  });

  it('shows what strangers have written as text', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url);
    const { page, faults } = visit;

    await page.getByRole('button', { name: /1 No executor is for/ }).click();
    await page.locator('.messages .toggle').first().click();

    expect(await page.locator('.message pre').first().innerText()).toBe(HOSTILE);
    expect(await page.locator('.message dd').first().innerText()).toContain(HOSTILE);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).toBe(`${queue.name} – queue-job board`);
    expect(faults).toEqual([]);
  });

  it('redrives a group once that is confirmed, and nothing before', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url);
    const { page, faults } = visit;

    const redrive = page.getByRole('button', { name: /^Redrive all: .*ECONNREFUSED/ });
    await redrive.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`3 messages would be sent back to ${queue.name}.`).waitFor();
    await page.keyboard.press('Escape');
    expect((await queue.state()).poison).toHaveLength(4);
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Redrive all/);

    await redrive.click();
    await dialog.getByRole('button', { name: 'Redrive 3 messages' }).click();
    await page.getByText(`3 messages redriven to ${queue.name}.`).first().waitFor();
    await page.getByText('1 message, by reason.').waitFor();

    const { visible, poison: rest } = await queue.state();
    expect(visible.toSorted()).toEqual(
      ['Drax', 'Gamora', 'Groot']
        .map((name) => JSON.stringify({ name }))
        .concat('{"type":"guardian.create"}')
        .toSorted(),
    );
    expect(rest).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('redrives one message', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url);
    const { page } = visit;

    await page.getByRole('button', { name: /3 .*ECONNREFUSED/ }).click();
    await page.getByRole('button', { name: /Drax/ }).click();
    await page.getByRole('button', { name: 'Redrive this message …' }).click();
    await page.getByRole('button', { name: 'Redrive 1 message' }).click();
    await page.getByText(`1 message redriven to ${queue.name}.`).first().waitFor();

    const { visible, poison: rest } = await queue.state();
    expect(visible).toContain('{"name":"Drax"}');
    expect(rest).toHaveLength(3);
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody: %s, unfolded and asked',
    async (colorScheme) => {
      const queue = await arrange();
      await using board = await BoardProcess.start(queue.name);
      await using visit = await browser.visit(board.url, { colorScheme });
      const { page } = visit;

      await page.getByRole('button', { name: /3 .*ECONNREFUSED/ }).click();
      await page.getByRole('button', { name: /Groot/ }).click();
      await page.getByText('As a table').click();
      expect(await violationsOf(visit)).toEqual([]);

      await page.getByRole('button', { name: /^Redrive all: .*ECONNREFUSED/ }).click();
      await page.getByRole('button', { name: 'Redrive 3 messages' }).waitFor();
      expect(await violationsOf(visit)).toEqual([]);
    },
  );

  it('fits on a phone, without anything to scroll sideways for', async () => {
    const queue = await arrange();
    await poison(queue.poison(), 'x'.repeat(5_000), {
      reason: 'y'.repeat(500),
      type: 'z'.repeat(300),
    });
    await using board = await BoardProcess.start(queue.name);
    await using visit = await browser.visit(board.url, { viewport: { width: 360, height: 740 } });
    const { page } = visit;

    await page.getByRole('button', { name: /1 yyyy/, expanded: false }).click();
    await page.locator('.messages .toggle').first().click();

    const { scrollWidth, clientWidth } = await page
      .locator('html')
      .evaluate((root: { scrollWidth: number; clientWidth: number }) => ({
        scrollWidth: root.scrollWidth,
        clientWidth: root.clientWidth,
      }));
    expect(scrollWidth).toBe(clientWidth);
  });

  it('lets only those in who know its token when others can reach it', async () => {
    const queue = await arrange();
    await using board = await BoardProcess.start(queue.name, ['--host', '0.0.0.0']);
    const { port, searchParams } = new URL(board.url);
    await using visit = await browser.visit(`http://127.0.0.1:${port}/`);
    const { page } = visit;
    expect(await violationsOf(visit)).toEqual([]);

    await page.getByLabel('Token').fill('a guess');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('That is not the token of this board.').waitFor();
    await page.getByLabel('Token').fill(searchParams.get('token')!);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('heading', { name: queue.name, level: 1 }).waitFor();
    expect(page.url()).toBe(`http://127.0.0.1:${port}/`);
  });
});

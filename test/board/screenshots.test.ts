import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, inject, it } from 'vitest';
import { BoardProcess } from './board-process.ts';
import { useBrowser } from '../support/browser.ts';
import { poison } from './poison.ts';

const REPORTS = fileURLToPath(new URL('../../reports/board/', import.meta.url));

/** Where the pictures of the documentation go when they are wanted, which differ each time. */
const DOCS = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const PICTURES = process.env['SCREENSHOTS'] === 'docs' ? DOCS : REPORTS;

/** How many looks the plot shows. */
const LOOKS = 24;

const browser = useBrowser();

describe('the pictures of the board', () => {
  it('show a night on which the database was away', async () => {
    for (const folder of [REPORTS, PICTURES]) mkdirSync(folder, { recursive: true });
    const service = QueueServiceClient.fromConnectionString(inject('azurite'));
    const queue = service.getQueueClient('guardian-events');
    const side = service.getQueueClient('guardian-events-poisen');
    await Promise.all([queue.createIfNotExists(), side.createIfNotExists()]);
    await using board = await BoardProcess.start(queue.name);
    const viewport = { width: 1_000, height: 1_000 };
    await using visit = await browser.visit(board.url, { viewport, reducedMotion: 'reduce' });
    const { page } = visit;

    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.12.7:5432'), {
      stack:
        'Error: connect ECONNREFUSED 10.0.12.7:5432\n    at GuardianService.create (guardian.service.js:12:11)',
    });
    const names = ['Groot', 'Drax', 'Gamora', 'Rocket', 'Mantis', 'Nebula'];
    for (let look = 0; look < LOOKS; look++) {
      const after = await page.locator('#seen').innerText();
      // Events arrive; while the database is away they pile up, then are given up one after the other.
      const isAway = look >= 6 && look < 18;
      for (let index = 0; index < (isAway ? 3 : 1); index++) {
        await queue.sendMessage(
          JSON.stringify({ type: 'guardian.create', name: names[(look + index) % 6] }),
        );
      }
      if (!isAway) {
        const { receivedMessageItems } = await queue.receiveMessages({
          numberOfMessages: look < 6 ? 1 : 6,
        });
        for (const one of receivedMessageItems)
          await queue.deleteMessage(one.messageId, one.popReceipt);
      }
      if (look >= 9 && look < 21) {
        await poison(
          side,
          JSON.stringify({ type: 'guardian.create', name: names[look % 6], weapons: look }),
          { error },
        );
      }
      if (look === 12 || look === 15) {
        await poison(side, '{"type":"guardian.test"}', {
          reason: 'No executor is for guardian.test.',
          type: 'guardian.test',
        });
      }
      if (look === 14) await side.sendMessage('{"type":"guardian.rename","name":"Star-Lord"}');
      await page.locator('#seen').filter({ hasNotText: after }).waitFor();
    }
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${PICTURES}board.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${PICTURES}board-dark.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: 'light' });

    await page.getByRole('button', { name: /12 .*ECONNREFUSED/ }).click();
    await page
      .getByRole('button', { name: /Rocket/ })
      .first()
      .click();
    await page.screenshot({ path: `${REPORTS}board-whole.png`, fullPage: true });
    await page.getByRole('button', { name: /^Redrive all: .*ECONNREFUSED/ }).click();
    await page.getByRole('button', { name: 'Redrive 12 messages' }).waitFor();
    await page.screenshot({ path: `${REPORTS}board-redrive.png` });
    await page.keyboard.press('Escape');
    await page.locator('#poison-title').focus();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${REPORTS}board-phone.png`, fullPage: true });
    expect(visit.faults).toEqual([]);
  });
});

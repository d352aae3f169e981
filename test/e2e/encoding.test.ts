import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runJob } from '../support/job.ts';
import { executionsOf, reportOf } from '../support/report.ts';
import { EMPTY, TestQueue } from '../support/test-queue.ts';

/** The most bytes of text that Azure Storage takes. */
const LARGEST_TEXT = 65_536;

const FOREIGN = 'Größe, 長さ, 🦝 <&> "\'\tend';

describe('a job process', { timeout: 60_000, concurrent: true }, () => {
  it('gives its executor text that is neither base64 nor JSON as it is', async () => {
    const queue = await TestQueue.with(FOREIGN);

    const result = await runJob({ settings: queue.settings });

    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toMatchObject([digest(FOREIGN)]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('does not decode what looks like base64 when MessageEncoding is text', async () => {
    const text = base64('{"do":"fail"}');
    const queue = await TestQueue.with(text);

    const result = await runJob({ settings: { ...queue.settings, MessageEncoding: 'text' } });

    expect(result.exitCode).toBe(0);
    expect(executionsOf(result)).toMatchObject([digest(text)]);
    expect(await queue.state()).toEqual(EMPTY);
  });

  it('poisons plain text at once, without executing it, when MessageEncoding demands base64', async () => {
    const queue = await TestQueue.with(FOREIGN);

    const result = await runJob({ settings: { ...queue.settings, MessageEncoding: 'base64' } });

    expect(result.exitCode).toBe(11);
    expect(executionsOf(result)).toEqual([]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [FOREIGN] });
    expect(reportOf(result).deliveries).toMatchObject([
      {
        dequeueCount: 1,
        outcome: 'poisoned',
        reason: expect.stringContaining('The text is not base64, which MessageEncoding demands.'),
      },
    ]);
  });

  it.each([
    {
      form: '64 KiB of plain text',
      body: failingBody(LARGEST_TEXT),
      encode: (body: string) => body,
    },
    { form: '48 KiB in base64', body: failingBody((LARGEST_TEXT / 4) * 3), encode: base64 },
  ])('recognises and executes $form, and poisons them byte for byte', async ({ body, encode }) => {
    const text = encode(body);
    const queue = await TestQueue.with(text);

    const result = await runJob({ settings: { ...queue.settings, MaxDequeueCount: '1' } });

    expect(Buffer.byteLength(text)).toBe(LARGEST_TEXT);
    expect(result.exitCode).toBe(11);
    expect(executionsOf(result)).toMatchObject([digest(body)]);
    expect(await queue.state()).toEqual({ ...EMPTY, poison: [text] });
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function digest(text: string): { bytes: number; sha256: string } {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { bytes: Buffer.byteLength(text), sha256 };
}

/** A script of exactly so many bytes that fails. */
function failingBody(bytes: number): string {
  const script = { do: 'fail', padding: '🦝é<&>' };
  const missing = bytes - Buffer.byteLength(JSON.stringify(script));
  return JSON.stringify({ ...script, padding: script.padding + '.'.repeat(missing) });
}

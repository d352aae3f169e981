import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
const run = promisify(execFile);

describe('the bench', { timeout: 120_000 }, () => {
  it('runs, and says of each target whether it holds', async () => {
    const { stdout } = await run(process.execPath, [MAIN, '--quick', 'one-message']);

    expect(stdout).toMatch(/^\d+ cores of /);
    const judged = stdout.match(/\| +[≤≥=] \S+ +\| +[\d.]+ ± [\d.]+ +\| +(?:yes|NO) +\|$/gm);
    expect(judged).toHaveLength(5);
    expect(stdout).toMatch(/^\| one message, requests: image .*= 2 .* 2\.00 ± 0\.00 .* yes /m);
    expect(stdout).toMatch(/^\| bare Node +\| +\d+(?:\.\d+)? ms /m);
  });

  it('names its chapters when asked for another', async () => {
    const failure = await run(process.execPath, [MAIN, 'warp']).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 2 });
    expect((failure as { stderr: string }).stderr).toMatch(/^No chapter warp\. .*one-message, /);
  });
});

import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { CALLS } from './calls/index.ts';
import { cellsOf } from './cell.ts';
import { tellMatrix } from './tell-matrix.ts';

const PAGE = new URL('../../docs/reliability/wire-faults.md', import.meta.url).pathname;

it('is shown by a page that is up to date: vitest run test/wire/matrix.test.ts --update', async () => {
  const text = tellMatrix(CALLS.flatMap(cellsOf).length);

  const page = await format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE });

  await expect(page).toMatchFileSnapshot(PAGE);
});

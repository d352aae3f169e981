import { describe, expect, it } from 'vitest';
import { readContents } from '../../tools/site/contents.ts';
import { CONTENTS, ENTRY_POINTS, findPages } from '../../tools/site/pages.ts';

describe('the table of contents', () => {
  it('has every page once, and every entry point of the library', () => {
    const entries = readContents().flatMap(({ entries: own }) => own.map(({ path }) => path));

    const pages = findPages().filter((path) => path !== CONTENTS);
    expect(entries.toSorted()).toEqual([...pages, ...Object.keys(ENTRY_POINTS)].toSorted());
  });

  it('goes the way of a reader: begin, understand, run, prove, come over, look up, take part', () => {
    expect(readContents().map(({ title }) => title)).toEqual([
      'Getting started',
      'Concepts',
      'Operate',
      'Prove',
      'Come from',
      'FAQ',
      'API',
      'Contribute',
      'Decisions',
    ]);
  });

  it('refuses a link that no section has', () => {
    const read = () => readContents('# Documentation\n\n- [Runs](runs.md)\n\n## Concepts\n');

    expect(read).toThrow('"Runs" is in no section');
  });

  it('takes the first link of an entry, and none of a text', () => {
    const contents =
      '# A\n\n## B\n\nSee [the FAQ](faq.md).\n\n- [Runs](runs.md): or [many](many.md)\n';

    expect(readContents(contents)).toEqual([
      { title: 'B', entries: [{ title: 'Runs', path: 'docs/runs.md' }] },
    ]);
  });
});

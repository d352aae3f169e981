import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { keepBraces } from '../../tools/site/keep-braces.ts';
import { mapLinks } from '../../tools/site/map-links.ts';
import { readPage } from '../../tools/site/markdown.ts';
import { placeOf, placeOfSource } from '../../tools/site/pages.ts';
import { resolveTarget } from '../../tools/site/target.ts';

describe('readPage', () => {
  it('tells headings of the same text apart by a number', () => {
    const { headings } = readPage('# A\n\n## Added\n\n## `Added`\n\n## Added\n');

    expect(headings.map(({ slug }) => slug)).toEqual(['a', 'added', 'added-1', 'added-2']);
  });

  it('finds links and pictures, also in tables, lists and HTML, and none in code or comments', () => {
    const page = readPage(
      [
        '[a](a.md#b), [`c`](<c d.md>) and [e][f], `[no](no.md)`.',
        '',
        '| [g](g.md) |\n| - |\n| ![h](h.svg) |',
        '',
        '> - [i](i.md)',
        '',
        '<picture>\n  <source srcset="dark.png" />\n  <img src="j.png" alt="J" />\n</picture>',
        '',
        '<!-- [no](no.md) -->',
        '',
        '```md\n[no](no.md)\n```',
        '',
        '[f]: f.md',
      ].join('\n'),
    );

    expect(page.references).toEqual([
      { kind: 'link', target: 'a.md#b', text: 'a' },
      { kind: 'link', target: 'c%20d.md', text: 'c' },
      { kind: 'link', target: 'f.md', text: 'e' },
      { kind: 'link', target: 'g.md', text: 'g' },
      { kind: 'image', target: 'h.svg', text: 'h' },
      { kind: 'link', target: 'i.md', text: 'i' },
      { kind: 'image', target: 'dark.png', text: 'J' },
      { kind: 'image', target: 'j.png', text: 'J' },
    ]);
  });

  it('knows a picture that nobody can have read to them', () => {
    const { references } = readPage('![](a.png)\n\n<img src="b.png">\n');

    expect(references.map(({ text }) => text)).toEqual(['', '']);
  });
});

describe('resolveTarget', () => {
  it.each([
    ['docs/runs.md', 'scaling.md', { path: 'docs/scaling.md', hash: '' }],
    ['docs/runs.md', '../README.md#a', { path: 'README.md', hash: '#a' }],
    ['docs/runs.md', '#a', { path: 'docs/runs.md', hash: '#a' }],
    ['libs/queue-job/README.md', '../../docs/', { path: 'docs', hash: '' }],
    ['docs/runs.md', '../../elsewhere', { path: '../elsewhere', hash: '' }],
    ['docs/runs.md', 'https://keda.sh', undefined],
    ['docs/runs.md', 'mailto:a@b.example', undefined],
  ])('follows from %s to %s', (page, written, target) => {
    expect(resolveTarget(page, written)).toEqual(target);
  });
});

describe('the places on the site', () => {
  it.each([
    ['README.md', 'overview.md'],
    ['CHANGELOG.md', 'changelog.md'],
    ['docs/README.md', 'index.md'],
    ['docs/coming-from/dotnet.md', 'coming-from/dotnet.md'],
    ['helm/queue-job/README.md', 'helm/queue-job/index.md'],
  ])('have %s at %s', (page, place) => {
    expect(placeOf(page)).toBe(place);
  });

  it('have the source of what begins with a dot under a name that is served', () => {
    expect(placeOfSource('.github/renovate.json5')).toBe('source/_github/renovate.json5.md');
  });
});

describe('what the site is made of', () => {
  const md = new MarkdownIt({ html: true }).use(mapLinks).use(keepBraces);

  it.each([
    ['runs.md', '[a](scaling.md#b)', '<a href="scaling.md#b">'],
    ['runs.md', '[a](../README.md)', '<a href="overview.md">'],
    ['runs.md', '[a](#b)', '<a href="#b">'],
    ['runs.md', '[a](https://keda.sh)', '<a href="https://keda.sh">'],
    ['runs.md', '[a](missing.md)', '<a href="missing.md">'],
    ['coming-from/a-loop.md', '[a](../../LICENSE)', '<a href="../source/LICENSE.md">'],
    ['overview.md', '[a](helm/queue-job)', '<a href="helm/queue-job/index.md">'],
    ['index.md', '[a](../libs/queue-job/src/index.ts)', '<a href="api/nestjs-queue-job/index.md">'],
    [
      'command-line.md',
      '<img src="images/board.png" alt="a">',
      '<img src="./images/board.png" alt="a">',
    ],
  ])('has in %s for %s: %s', (relativePath, markdown, html) => {
    expect(md.render(markdown, { relativePath })).toContain(html);
  });

  it('lets braces be read that are not meant for Vue', () => {
    expect(md.render('a {{ b }} <c> & d')).toContain('a &#123;&#123; b }} <c> &amp; d');
  });
});

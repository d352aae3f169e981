import { describe, expect, it } from 'vitest';
import { releaseSection, sectionOf } from '../../tools/release/changelog.ts';

const CHANGELOG = `# Changelog

All changes.

## [Unreleased]

### Added

- New.

## [1.1.0] - 2026-11-28

- Old.

## [1.1.0-rc.1]

- Older.
`;

describe('sectionOf', () => {
  it.each([
    { version: 'Unreleased', section: '### Added\n\n- New.' },
    { version: '1.1.0', section: '- Old.' },
    { version: '1.1.0-rc.1', section: '- Older.' },
    { version: '1.1', section: undefined },
  ])('finds what is told of $version', ({ version, section }) => {
    expect(sectionOf(CHANGELOG, version)).toBe(section);
  });
});

describe('releaseSection', () => {
  it('gives what was unreleased a version and a date, and nothing is unreleased any more', () => {
    const changelog = releaseSection(CHANGELOG, '1.2.0', '2026-12-24');

    expect(sectionOf(changelog, 'Unreleased')).toBe('');
    expect(sectionOf(changelog, '1.2.0')).toBe('### Added\n\n- New.');
    expect(changelog).toContain('\n## [1.2.0] - 2026-12-24\n');
    expect(sectionOf(changelog, '1.1.0')).toBe('- Old.');
  });
});

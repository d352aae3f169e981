const UNRELEASED = '## [Unreleased]';

/** What the changelog tells of a version, or under `Unreleased`, without its title; undefined when it has no such section. */
export function sectionOf(changelog: string, version: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => isTitleOf(version, line));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
}

/**
 * Makes what is unreleased the section of a version.
 *
 * @param date `YYYY-MM-DD`
 */
export function releaseSection(changelog: string, version: string, date: string): string {
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## [${version}] - ${date}`);
}

function isTitleOf(version: string, line: string): boolean {
  return line === `## [${version}]` || line.startsWith(`## [${version}] `);
}

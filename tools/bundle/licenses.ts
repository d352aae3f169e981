import type { BundledPackage } from './bundled-packages.ts';

/** The licences of what is bundled, in full, as they ask to be passed on. */
export function licenses(packages: readonly BundledPackage[]): string {
  return packages
    .map(({ name, version, license, notices }) => {
      const title = `${name} ${version}, ${license}`;
      return [
        title,
        '='.repeat(title.length),
        notices || 'The package has no text of its licence.',
      ].join('\n\n');
    })
    .join('\n\n\n')
    .concat('\n');
}

import type { BundledPackage } from './bundled-packages.ts';

/** What a bill of materials says of an application. */
export interface Application {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** What is in a bundle, in the words of CycloneDX 1.5: of the same packages the same text. */
export function billOfMaterials(
  application: Application,
  packages: readonly BundledPackage[],
): string {
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', ...identity(application) } },
    components: packages.map((one) => ({ type: 'library', ...identity(one) })),
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function identity({ name, version, license }: Application) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const isExpression = /\s/.test(license);
  return {
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [isExpression ? { expression: license } : { license: { id: license } }],
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from '../package/run.ts';
import { readLockFile, shippedWith } from './lock-file.ts';
import { readManifest } from './manifest.ts';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

interface Bill {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

describe('npm run sbom', { timeout: 60_000 }, () => {
  const library = readManifest('libs/queue-job');
  let text: string;
  let bill: Bill;

  beforeAll(async () => {
    text = await makeBill();
    bill = JSON.parse(text) as Bill;
  }, 60_000);

  it('describes the library, in the words of CycloneDX', () => {
    const { name, version } = library;

    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
    expect(bill.metadata.component).toMatchObject({ name, version, purl: purl(name, version) });
  });

  it('lists everything that is installed with the library, and nothing else', () => {
    const shipped = shippedWith('libs/queue-job', readLockFile());

    expect(bill.components.map(told).toSorted()).toEqual(
      shipped
        .map(({ name, version, license, integrity }) =>
          [purl(name, version!), license, integrity].join(' '),
        )
        .toSorted(),
    );
  });

  it('tells what each of them is there for', () => {
    const dependants = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const { metadata, components } = bill;

    const reached = reachedFrom(metadata.component['bom-ref'], dependants);

    const refs = [metadata.component, ...components].map((component) => component['bom-ref']);
    expect([...reached].toSorted()).toEqual(refs.toSorted());
    const direct = dependants.get(metadata.component['bom-ref'])!;
    expect(direct.map((ref) => ref.replace(/@[^@]+$/, '')).toSorted()).toEqual(
      Object.keys(library.dependencies!).toSorted(),
    );
  });

  it('makes the same of the same, byte by byte', async () => {
    expect(await makeBill()).toBe(text);
  });
});

/** What it is, under which licence, of which bytes. */
function told({ purl: url, licenses, hashes }: Component): string {
  const ids = licenses.map(({ license }) => license.id);
  const integrities = hashes.map(
    ({ alg, content }) =>
      `${alg.replace('-', '').toLowerCase()}-${Buffer.from(content, 'hex').toString('base64')}`,
  );
  return [url, ...ids, ...integrities].join(' ');
}

/** @see https://github.com/package-url/purl-spec */
function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function reachedFrom(
  ref: string,
  dependsOn: ReadonlyMap<string, readonly string[]>,
  reached = new Set<string>(),
): ReadonlySet<string> {
  if (reached.has(ref)) return reached;
  reached.add(ref);
  for (const next of dependsOn.get(ref) ?? []) reachedFrom(next, dependsOn, reached);
  return reached;
}

async function makeBill(): Promise<string> {
  const path = await run('npm', ['run', '--silent', 'sbom']);
  return readFile(join(ROOT, path.trim()), 'utf8');
}

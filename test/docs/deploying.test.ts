import { globSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { basename, join } from 'node:path';
import { EXIT_CODE } from 'nestjs-queue-job';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { DeliveryReport } from '../../libs/queue-job/src/delivery/delivery-report.ts';
import { terminationMessage } from '../../libs/queue-job/src/process/termination-message.ts';
import { startAzurite } from '../../tools/azurite.ts';
import { ROOT } from '../package/run.ts';
import { readManifest } from '../supply/manifest.ts';
import { extractCodeBlocks } from './code-block.ts';

const PAGE = 'docs/deploying.md';

/** The chart's tests lint, render and validate every file here, so what a page shows lies here too. */
const VARIANTS = 'helm/queue-job/ci';

const markdown = readFileSync(join(ROOT, PAGE), 'utf8');
const blocks = extractCodeBlocks(PAGE, markdown);

function fileOf(name: string): string {
  return blocks.find(({ file }) => file === name)!.text;
}

describe('docs/deploying.md', { timeout: 60_000 }, () => {
  it('shows values that the tests of the chart render and validate', () => {
    const shown = blocks
      .filter(({ file }) => file?.endsWith('-values.yaml'))
      .map(({ file, text }) => [`docs-${file}`, `${text}\n`]);
    const tested = globSync(`${VARIANTS}/docs-*`, { cwd: ROOT }).map((path) => [
      basename(path),
      readFileSync(join(ROOT, path), 'utf8'),
    ]);

    expect(shown).not.toEqual([]);
    expect(Object.fromEntries(tested)).toEqual(Object.fromEntries(shown));
  });

  it('tells of every exit code what it asks for', () => {
    const rows = [...markdown.matchAll(/^\| (?<codes>\d[\d, ]*?) +\| .* \|$/gm)];

    const told = rows.flatMap(({ groups }) => groups!['codes']!.split(', ').map(Number));
    expect(told).toEqual(expect.arrayContaining(Object.values(EXIT_CODE)));
  });

  it('shows a termination message as the process leaves it', () => {
    const shown = blocks.find(({ text }) => text.includes('"exitCode"'))!.text;
    const { deliveries, ...rest } = JSON.parse(shown) as {
      exitCode: number;
      queueName: string;
      deliveries: DeliveryReport[];
    };
    const counts = { completed: 0, released: 0, poisoned: 1, 'lease-lost': 0, aborted: 0 };

    const message = terminationMessage({
      ...rest,
      counts,
      deliveries: deliveries.map((delivery) => ({ ...delivery, isExecutorStillRunning: false })),
      duration: 1300,
    });

    expect(JSON.parse(message)).toEqual(JSON.parse(shown));
  });

  it('starts an Azurite that answers by the name of its service', async () => {
    const [deployment, service] = parseAllDocuments(fileOf('azurite.yaml')).map(
      (document) => document.toJS() as Deployment & Service,
    );
    const { template, selector } = deployment!.spec;
    const { image, command, ports } = template.spec!.containers[0]!;
    const [tool, host, , ...options] = command;

    expect(image).toBe(
      `mcr.microsoft.com/azure-storage/azurite:${readManifest('.').devDependencies!['azurite']}`,
    );
    expect(template.metadata!.labels).toEqual(selector.matchLabels);
    expect(service!.spec.selector).toEqual(selector.matchLabels);
    expect(service!.spec.ports.map(({ port }) => port)).toEqual(
      ports.map(({ containerPort }) => containerPort),
    );
    expect([tool, host]).toEqual(['azurite-queue', '--queueHost']);

    await using azurite = await startAzurite(...options);
    const answer = await ask(
      `${azurite.origin}/devstoreaccount1?comp=list`,
      'azurite.guardians.svc',
    );

    // It knows the account, and misses the signature; a name taken for an account's is answered with 404.
    expect(answer).toBe('AuthenticationFailed');
  });
});

/** Asks as if the address had another name, and tells the error code of the answer. */
function ask(url: string, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host: name } }, (response) => {
      resolve(response.resume().headers['x-ms-error-code']);
    }).on('error', reject);
  });
}

interface Deployment {
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: {
      readonly metadata?: { readonly labels: object };
      readonly spec?: {
        readonly containers: readonly {
          readonly image: string;
          readonly command: readonly string[];
          readonly ports: readonly { readonly containerPort: number }[];
        }[];
      };
    };
  };
}

interface Service {
  readonly spec: {
    readonly selector: object;
    readonly ports: readonly { readonly port: number }[];
  };
}

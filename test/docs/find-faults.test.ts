import { describe, expect, it } from 'vitest';
import { INSTALL_COMMAND } from '../package/consumer-packages.ts';
import { findFaults } from './find-faults.ts';

const page = (...lines: string[]) => ({ path: 'page.md', markdown: lines.join('\n') });

describe('findFaults', { timeout: 30_000 }, () => {
  it('finds none in blocks that hold', async () => {
    const good = page(
      '# Title',
      '<!-- file: src/greeting.ts -->',
      '',
      '```ts',
      `export const greeting = 'hello';`,
      '```',
      '- in a list, and without a file of its own:',
      '  ```ts',
      `  import { EXIT_CODE } from 'nestjs-queue-job';`,
      `  import { greeting } from './greeting.js';`,
      '  console.log(greeting.length, Object.keys(EXIT_CODE));',
      '  ```',
      '> ```json',
      '> { "a": 1 }',
      '> ```',
      '~~~jsonc',
      '{ "a": 1 } // fine here',
      '~~~',
      '```yaml',
      'a: 1',
      '---',
      'b: 2',
      '```',
      '```sh',
      '# a comment',
      INSTALL_COMMAND.replaceAll(' ', ' \\\n  '),
      '```',
      '```console',
      `$ ${INSTALL_COMMAND} # a comment`,
      'added 93 packages',
      '```',
      '<!-- file: values.yaml -->',
      '```yaml',
      'a: 1',
      '```',
      '```bash',
      "NAME=guardians KEY=$(az storage account keys list --query '[0].value' | jq .)",
      'helm install "$NAME" \\',
      '  --set key="$KEY" -f values.yaml # a comment',
      'kubectl apply -f - # what somebody typed',
      '```',
      '```bicep',
      '// a queue',
      'param account string',
      "param queueName string = 'guardians'",
      "resource service 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' existing = {",
      '  parent: account',
      "  name: 'default'",
      '}',
      "resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = {",
      '  parent: service',
      "  name: '${queueName}-poisen'",
      '}',
      '```',
    );

    const faults = await findFaults([good]);

    expect(faults).toEqual([]);
  });

  it.each([
    {
      fault: 'JSON that does not parse',
      lines: ['```json', '{ "a": 1, } ', '```'],
      expected: [expect.stringMatching(/^page\.md:1 .*JSON/)],
    },
    {
      fault: 'a comment in JSON',
      lines: ['```json', '{} // no', '```'],
      expected: [expect.stringMatching(/^page\.md:1 .*JSON/)],
    },
    {
      fault: 'JSON with comments that does not parse',
      lines: ['', '```jsonc', '{ "a" 1 } // no', '```'],
      expected: ['page.md:2 ColonExpected'],
    },
    {
      fault: 'YAML that does not parse',
      lines: ['```yaml', 'a: 1', '---', 'a: [1', '```'],
      expected: [expect.stringMatching(/^page\.md:1 Flow sequence/)],
    },
    {
      fault: 'a command nobody runs',
      lines: ['```sh', 'npm ci', '```'],
      expected: [expect.stringMatching(/^page\.md:1 Nothing proves the command "npm ci"\./)],
    },
    {
      fault: 'a shell block without a command',
      lines: ['```console', 'npm ci', '```'],
      expected: ['page.md:1 The block holds no command.'],
    },
    {
      fault: 'a script that bash cannot read',
      lines: ['```bash', 'kubectl get "pods', '```'],
      expected: [expect.stringMatching(/^page\.md:1 bash: line 1: unexpected EOF/)],
    },
    {
      fault: 'a tool nobody knows, also in the midst of a script',
      lines: ['```bash', 'NAME=a kubctl get pods | kubectl apply -f - && hlm list', '```'],
      expected: [
        expect.stringMatching(/^page\.md:1 "hlm" is no tool/),
        expect.stringMatching(/^page\.md:1 "kubctl" is no tool/),
      ],
    },
    {
      fault: 'a variable that is set nowhere before',
      lines: ['```bash', 'helm list -n "$NAMESPACE"', 'NAMESPACE=a', '```'],
      expected: ['page.md:1 Nothing on the page sets $NAMESPACE before.'],
    },
    {
      fault: 'a file that the page does not have',
      lines: ['```bash', 'helm install a --values=values.yaml', '```'],
      expected: ['page.md:1 No block of the page is the file values.yaml.'],
    },
    {
      fault: 'Bicep that does not parse',
      lines: ['```bicep', 'param a string', 'param b = {', '  a 1', '}', '```'],
      expected: ['page.md:1 Line 3 of the block: expected a key.'],
    },
    {
      fault: 'a name that no Bicep declares, also within a text',
      lines: ['```bicep', "var a = '${first}-${guid(b.c)}'", '```'],
      expected: ['page.md:1 a: Nothing declares "b".', 'page.md:1 a: Nothing declares "first".'],
    },
    {
      fault: 'a resource that is not as Azure wants it',
      lines: [
        '```bicep',
        "resource a 'Microsoft.Storage/storageAccounts@2024-01-01' = {",
        '  nam: 1',
        '}',
        "resource b 'Microsoft.Web/sites@2024-01-01' = {}",
        '```',
      ],
      expected: [
        expect.stringMatching(/^page\.md:1 a: : Unrecognized key: "nam"/),
        expect.stringMatching(/^page\.md:1 a: name: Invalid input/),
        expect.stringMatching(/^page\.md:1 b: .* does not know the type Microsoft\.Web/),
      ],
    },
    {
      fault: 'a language without a check',
      lines: ['```rust', '```'],
      expected: [expect.stringMatching(/^page\.md:1 No check for the language "rust"/)],
    },
    {
      fault: 'a block that does not name its language',
      lines: ['```', '```'],
      expected: [expect.stringMatching(/^page\.md:1 No check for the language ""/)],
    },
    {
      fault: 'two blocks for one file',
      lines: ['<!-- file: a.ts -->', '```ts', '```', '<!-- file: a.ts -->', '```ts', '```'],
      expected: ['page.md:5 Another block is a.ts already.'],
    },
    {
      fault: 'every fault of TypeScript, at its line',
      lines: [
        '<!-- file: src/a.ts -->',
        '```ts',
        'export const a = 1;',
        'export const b: string = a;',
        '```',
        '',
        '```ts',
        `import { b } from './a.js';`,
        `import { Unknown } from 'nestjs-queue-job';`,
        'const length: number = b.size;',
        '```',
      ],
      expected: [
        "page.md:10 TS2339: Property 'size' does not exist on type 'string'.",
        "page.md:10 TS6133: 'length' is declared but its value is never read.",
        "page.md:4 TS2322: Type 'number' is not assignable to type 'string'.",
        expect.stringMatching(/^page\.md:9 TS2305: .* no exported member 'Unknown'/),
        "page.md:9 TS6133: 'Unknown' is declared but its value is never read.",
      ],
    },
  ])('finds $fault', async ({ lines, expected }) => {
    const faults = await findFaults([page(...lines)]);

    expect(faults.toSorted()).toEqual(expected);
  });

  it('tells the pages apart', async () => {
    const pages = ['a.md', 'docs/b.md'].map((path) => ({
      path,
      markdown: '<!-- file: a.ts -->\n```ts\nexport const a: string = 1;\n```\n',
    }));

    const faults = await findFaults(pages);

    expect(faults).toEqual([
      expect.stringMatching(/^a\.md:3 TS2322/),
      expect.stringMatching(/^docs\/b\.md:3 TS2322/),
    ]);
  });

  it.each([
    {
      fault: 'a block without an end',
      lines: ['text', '```ts', '``'],
      expected: /^page\.md:2 .* never closed/,
    },
    {
      fault: 'a file comment without a block',
      lines: ['<!-- file: a.ts -->', 'text'],
      expected: /^page\.md:2 No code block follows/,
    },
  ])('refuses $fault', async ({ lines, expected }) => {
    const faults = findFaults([page(...lines)]);

    await expect(faults).rejects.toThrow(expected);
  });
});

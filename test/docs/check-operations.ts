import { spawnSync } from 'node:child_process';
import type { CodeBlock } from './code-block.ts';

/** What operators' scripts may call. */
const TOOLS = new Set(
  'az base64 cosign curl docker echo export gh helm jq kind kubectl npm openssl'.split(' '),
);

/** Options that name a file. */
const FILE = /\s(?:-f|--values|--filename|--config|--template-file|--yaml)[ =]@?(\S+)/g;

/** A script with its line ends escaped in one line each, without comments, and without what is quoted. */
const toLines = (text: string) =>
  text
    .replaceAll(/\\\n\s*/g, '')
    .replaceAll(/(^|\s)#.*$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '');

/**
 * Checks what can be known of scripts that only run against a cluster or Azure: that bash can read them, that they call known
 * tools, and that what they refer to, a variable or a file, is on their page before them.
 */
export function checkOperations(blocks: readonly CodeBlock[]): string[] {
  return [...Map.groupBy(blocks, ({ page }) => page).values()].flatMap(checkPage);
}

function checkPage(blocks: readonly CodeBlock[]): string[] {
  const files = new Set(blocks.map(({ file }) => file));
  const variables = new Set<string>();
  return blocks
    .filter(({ language }) => language === 'bash')
    .flatMap(({ page, line, text }) =>
      [...faultsOf(text, files, variables)].map((fault) => `${page}:${line} ${fault}`),
    );
}

function* faultsOf(
  text: string,
  files: ReadonlySet<string | undefined>,
  variables: Set<string>,
): Generator<string> {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  if (status !== 0) yield stderr.trim();

  for (const line of toLines(text)) {
    for (const [, name = ''] of line.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
      if (!variables.has(name)) yield `Nothing on the page sets $${name} before.`;
    }
    for (const [, name = ''] of line.matchAll(/(?:^|\s)([A-Z_]+)=/g)) variables.add(name);

    for (const [, name = ''] of `${line} `.matchAll(FILE)) {
      if (name !== '-' && !files.has(name)) yield `No block of the page is the file ${name}.`;
    }
    const bare = line.replaceAll(/'[^']*'|"(?:[^"$]|\$(?!\())*"/g, "''");
    for (const [, tool = ''] of bare.matchAll(
      /(?:^|\||&&|\$\()\s*(?:[A-Z_]+=(?:''|\$\w+|[^\s$'(]*)(?:\s+|$))*([a-z][\w-]*)/g,
    )) {
      if (!TOOLS.has(tool)) yield `"${tool}" is no tool that operators are known to have.`;
    }
  }
}

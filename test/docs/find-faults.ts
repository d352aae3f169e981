import { parse as parseJsonWithComments, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { checkBicep } from './check-bicep.ts';
import { checkCommands } from './check-commands.ts';
import { checkOperations } from './check-operations.ts';
import { checkTexts } from './check-texts.ts';
import { checkTypeScript } from './check-typescript.ts';
import { extractCodeBlocks, type CodeBlock } from './code-block.ts';

export interface Page {
  readonly path: string;
  readonly markdown: string;
}

type Check = (block: CodeBlock) => string[];

/** How the blocks of a language are checked; TypeScript's are checked all together, and operators' scripts with their page. */
const CHECKS: Readonly<Record<string, Check>> = {
  ts: () => [],
  bash: () => [],
  json: checkJson,
  jsonc: checkJsonWithComments,
  yaml: checkYaml,
  bicep: checkBicep,
  text: checkTexts,
  sh: checkCommands,
  console: checkCommands,
};

/** Says of every code block of the pages that does not hold, where it is and why. */
export async function findFaults(pages: readonly Page[]): Promise<string[]> {
  const blocks = pages.flatMap(({ path, markdown }) => extractCodeBlocks(path, markdown));
  return [
    ...blocks.flatMap((block) => (CHECKS[block.language] ?? refuse)(block)),
    ...checkOperations(blocks),
    ...(await checkTypeScript(blocks.filter(({ language }) => language === 'ts'))),
  ];
}

function refuse({ page, line, language }: CodeBlock): string[] {
  const languages = Object.keys(CHECKS).join(', ');
  return [
    `${page}:${line} No check for the language "${language}"; there is one for ${languages}.`,
  ];
}

function checkJson({ page, line, text }: CodeBlock): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`${page}:${line} ${(error as Error).message}`];
  }
}

function checkJsonWithComments({ page, line, text }: CodeBlock): string[] {
  const errors: ParseError[] = [];
  parseJsonWithComments(text, errors);
  return errors.map(({ error }) => `${page}:${line} ${printParseErrorCode(error)}`);
}

function checkYaml({ page, line, text }: CodeBlock): string[] {
  return [...parseAllDocuments(text)]
    .flatMap(({ errors }) => errors)
    .map(({ message }) => `${page}:${line} ${message.split('\n')[0]}`);
}

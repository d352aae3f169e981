import type { CodeBlock } from './code-block.ts';

/** The page whose texts `test/docs/troubleshooting.test.ts` looks for in the sources. */
const PAGE = 'docs/troubleshooting.md';

/** Checks that what a block says is printed by somebody who is asked. */
export function checkTexts({ page, line }: CodeBlock): string[] {
  return page === PAGE
    ? []
    : [`${page}:${line} Nothing proves a text block; texts that are printed belong into ${PAGE}.`];
}

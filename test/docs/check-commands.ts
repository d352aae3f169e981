import { globSync } from 'node:fs';
import { LOCKED_DOWN } from '../image/locked-down.ts';
import { INSTALL_COMMAND } from '../package/consumer-packages.ts';
import { ROOT } from '../package/run.ts';
import type { CodeBlock } from './code-block.ts';

/** They build and run the image with these options, whatever the engine is called. */
const IMAGE_TESTS = 'test/image/runs.test.ts';
const DEVELOPMENT_STORAGE = "--env StorageAccount__ConnectionString='UseDevelopmentStorage=true'";

/** The commands a page may tell, and the test or script that runs each. */
const PROOFS: Readonly<Record<string, string>> = {
  'npm ci && npm run demo': 'test/demo/*.test.ts',
  'npm cit': '.ci/run',
  'npm run bench': 'test/bench/*.test.ts',
  'npm run test:soak -- --minutes 10': 'test/soak/*.test.ts',
  'npm install --global nestjs-queue-job-cli': 'test/package/consumer.test.ts',
  'npm create nestjs-queue-job@latest create-guardian -- --queue guardian-events':
    'test/getting-started/page.test.ts',
  'queue-job board': 'test/board/board.test.ts',
  [INSTALL_COMMAND]: 'test/package/consumer.test.ts',
  'docker build --tag guardians-sample .': IMAGE_TESTS,
  [`docker run --rm --network host ${DEVELOPMENT_STORAGE} guardians-sample`]: IMAGE_TESTS,
  [`docker run --rm --network host ${LOCKED_DOWN.join(' ')} ${DEVELOPMENT_STORAGE} guardians-sample`]:
    IMAGE_TESTS,
};

/** The pages that show what commands print, whose proofs run every one of them and compare. */
const TOOL_PROOFS: Readonly<Record<string, string>> = {
  'docs/command-line.md': 'libs/queue-job-cli/src/page.spec.ts',
  'docs/getting-started.md': 'test/getting-started/page.test.ts',
  'docs/scaling.md': 'test/docs/scaling.test.ts',
  'docs/three-in-the-morning.md': 'test/docs/three-in-the-morning.test.ts',
  'docs/troubleshooting.md': 'test/docs/troubleshooting.test.ts',
};

/** Checks that somebody runs every command of a shell block. */
export function checkCommands(block: CodeBlock): string[] {
  const commands = commandsOf(block);
  const where = `${block.page}:${block.line}`;
  if (commands.length === 0) return [`${where} The block holds no command.`];
  return commands.flatMap((command) => {
    const isShown = block.language === 'console' || command.startsWith('queue-job ');
    const proof = PROOFS[command] ?? (isShown ? TOOL_PROOFS[block.page] : undefined);
    if (proof === undefined) {
      return [
        `${where} Nothing proves the command "${command}". Write a test that runs it, and name both in test/docs/check-commands.ts.`,
      ];
    }
    return globSync(proof, { cwd: ROOT }).length > 0
      ? []
      : [`${where} "${command}" is said to be proven by ${proof}, which does not exist.`];
  });
}

/** In a `console` block commands follow a `$`, and the rest is what they print; a `sh` block holds commands alone. */
function commandsOf({ language, text }: CodeBlock): string[] {
  const lines = text.replaceAll(/\s*\\\n\s*/g, ' ').split('\n');
  const commands =
    language === 'console'
      ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
      : lines;
  return commands
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

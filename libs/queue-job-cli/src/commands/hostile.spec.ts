import { describe, expect, it } from 'vitest';
import { CliBench } from '../cli.fixture.js';

/** Texts that clear a screen, set its title, turn writing round, end a line, ring, or are no characters at all. */
const HOSTILE =
  '\u001B[2J\u001B]0;owned\u0007\u009B31m\r\n\u202Eevil\u2066\u0000\u007F\u2028\uD83C';

const COMMANDS: readonly (readonly string[])[] = [
  ['peek', '--poison'],
  ['peek', '--poison', '--full'],
  ['poison', 'list'],
  ['poison', 'list', '--all', '--messages'],
  ['poison', 'show', 'first-id'],
  ['poison', 'redrive'],
];

/** What a terminal may be sent besides characters: ends of lines. */
const harmless = (text: string) =>
  text.isWellFormed() && !/[^\P{Cc}\n]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u.test(text);

async function arrange(): Promise<CliBench> {
  const bench = new CliBench();
  const error = Object.assign(new Error(HOSTILE), { name: HOSTILE, stack: HOSTILE });
  const body = JSON.stringify({ type: HOSTILE, [HOSTILE]: HOSTILE });
  await bench.poisoned(body, `Failed: ${HOSTILE}`, error);
  await bench.poison.send(HOSTILE);
  await bench.poison.send(Buffer.from(HOSTILE).toString('base64'));
  await bench.poison.send('['.repeat(30_000) + ']'.repeat(30_000));
  return bench;
}

describe('what strangers have written', () => {
  it.each(COMMANDS)('does nothing to a terminal or a file: %s %s %s', async (...argv) => {
    const bench = await arrange();

    const { stdout, stderr, exitCode } = await bench.run(argv.filter(Boolean));

    expect(exitCode).toBe(0);
    expect(stdout).toContain('evil');
    expect(harmless(stdout)).toBe(true);
    expect(harmless(stderr)).toBe(true);
  });

  it.each(COMMANDS)('is one line of JSON for programs, and whole: %s %s %s', async (...argv) => {
    const bench = await arrange();

    const { stdout, json } = await bench.json(argv.filter(Boolean));

    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(harmless(stdout)).toBe(true);
    expect(JSON.stringify(json)).toContain('evil');
  });

  it('is not shown in colours where there is no terminal, and in ours alone where there is', async () => {
    const bench = await arrange();

    const { stdout } = await bench.run(['poison', 'list'], { isTerminal: true });

    // oxlint-disable-next-line no-control-regex
    expect(harmless(stdout.replaceAll(/\u001B\[\d+m/g, ''))).toBe(true);
  });

  it.each([['--no-such-\u001B[2Jflag'], ['\u001B[2Jcommand'], ['peek', '--count', '\u001B[2J']])(
    'is harmless on the command line, too: %j',
    async (...argv) => {
      const { exitCode, stderr } = await new CliBench().run(argv);

      expect(exitCode).toBe(2);
      expect(harmless(stderr)).toBe(true);
    },
  );
});

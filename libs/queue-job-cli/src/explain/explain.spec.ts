import { describe, expect, it } from 'vitest';
import { CliBench } from '../cli.fixture.js';
import type { Entry } from './entry.js';
import { NOTHING_WRONG } from './explain.messages.js';
import { readPage } from './page.js';

const ID = '3a9b3c96-c214-4456-96a0-1033daa789a3';
const TOO_MANY =
  'Delivered 6 times, more often than MaxDequeueCount (5) allows: the processes that had it before were killed or lost it. It was not executed again.';

const explain = (...words: string[]) => new CliBench().run(['explain', ...words]);
const explainLog = (input: string) => new CliBench().run(['explain'], { input });

/** The names of the entries that explain something. */
async function namesFor(...words: string[]): Promise<readonly string[]> {
  const { json } = await new CliBench().json(['explain', ...words]);
  return (json['entries'] as readonly Entry[]).map(({ name }) => name);
}

describe('queue-job explain', () => {
  it.each([
    ['21', 'Exit code 21'],
    ['exit-code-21', 'Exit code 21'],
    ['403', '403'],
    ['queueaccesserror', 'QueueAccessError'],
    ['Lease-Lost', 'lease-lost'],
    ['#pods-start-and-find-nothing', 'Pods start and find nothing'],
  ])('takes the name %s', async (name, heading) => {
    expect(await namesFor(name)).toEqual([heading]);
  });

  it('finds an entry by words in it, be they of Azure or of the network', async () => {
    expect(await namesFor('KeyBasedAuthenticationNotPermitted')).toEqual(['403']);
    expect(await namesFor('pod', 'terminating', 'finalizer')).toEqual([
      'A pod hangs in Terminating',
    ]);
  });

  it('tells more than a few entries by their names', async () => {
    const { stdout } = await explain('the-configuration');

    expect(stdout).toMatch(/^The configuration\n {2}ConfigurationError\n {2}appsettings.json\n/);
    expect(stdout).not.toContain('at once');
  });

  it.each([
    ['whole', TOO_MANY],
    ['in the midst of a line', `Message ${ID} moved to the poison queue after 4 ms. ${TOO_MANY}`],
    ['broken by a terminal', TOO_MANY.replaceAll('more often', 'more\n   often')],
    ['cut at its end', `${TOO_MANY.slice(0, 60)}…`],
    ['copied in part', 'the processes that had it before were killed'],
    ['in a line of JSON', JSON.stringify({ level: 'error', message: TOO_MANY })],
  ])('takes a text %s', async (_how, text) => {
    expect(await namesFor(text)).toEqual(['poisoned']);
  });

  it('tells of a text only what is about it', async () => {
    const { exitCode, stdout } = await explain(TOO_MANY);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('OOMKilled');
    expect(stdout).not.toContain('No delivery can succeed');
  });

  it('explains what a text says one after the other, and the nearest text alone', async () => {
    expect(
      await namesFor(
        `Message ${ID} moved to the poison queue after 4 ms. No delivery can succeed: UnknownEventTypeError: ` +
          'No executor takes the type "a". Known are b; an executor without a type would take everything else.',
      ),
    ).toEqual(['poisoned', 'UnknownEventTypeError']);
    expect(
      await namesFor(
        '"x" is not a duration. Write a number of seconds, 30s, 10m, PT10M or 00:10:00.',
      ),
    ).toEqual(['Values of settings']);
  });

  it('explains a log, each thing once, and the exit code of a termination message', async () => {
    const late = `The lease of message ${ID} could not be renewed yet, trying again: a`;
    const log = [
      JSON.stringify({ level: 'log', message: `Received message ${ID}, delivery 1 of at most 5.` }),
      `guardians-x2x4z ${JSON.stringify({ level: 'warn', message: late })}`,
      `pod/guardians-x2x4z ${late}`,
      'Something of the application.',
      JSON.stringify({ exitCode: 11, deliveries: [{ outcome: 'poisoned', reason: TOO_MANY }] }),
    ].join('\n');

    const { exitCode, stdout } = await explainLog(log);

    expect(exitCode).toBe(0);
    expect(stdout.match(/^\S.*$/gm)).toEqual(['lease-renewal', 'poisoned', 'Exit code 11']);
  });

  it('says that nothing is wrong as far as it knows where a log tells of nothing else', async () => {
    const { exitCode, stdout, stderr } = await explainLog('Queue "a" is empty: nothing to do.\n');

    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `${NOTHING_WRONG}\n`,
    });
  });

  it('explains a harmless text to whoever asks for it', async () => {
    expect(await namesFor('Queue "a" is empty: nothing to do.')).toEqual(['run']);
  });

  it('lists all names when nothing is asked', async () => {
    const { exitCode, stdout } = await explain();

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^By symptom\n {2}Exit code 0\n/);
    expect(stdout).toMatch(/^ {2}QueueAccessError$/m);
  });

  it('says so when it does not know a text, and obeys none', async () => {
    const { exitCode, stdout, stderr } = await explain('\u001B[31mGroot');

    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Nothing here explains this\./);
  });

  it('takes a large log of anything in little time', async () => {
    const line = `${'is not a duration. '.repeat(2_000)}\n`;

    const { exitCode } = await explainLog(line.repeat(20));

    expect(exitCode).toBe(0);
  });

  it('tells that the page was not brought along', () => {
    expect(() => readPage('/nowhere/troubleshooting.md')).toThrow(
      'What explains texts is not at /nowhere/troubleshooting.md',
    );
  });
});

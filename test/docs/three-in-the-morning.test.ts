import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, inject, it } from 'vitest';
import { runTool } from '../cli/tool.ts';
import { ROOT } from '../package/run.ts';
import { runJob, type JobResult } from '../support/job.ts';
import { Stable } from './stable.ts';

const PAGE = join(ROOT, 'docs/three-in-the-morning.md');

/** A block of the page: its command, and what the page says that it prints. */
const BLOCK = /(?<=^```console\n)\$ (?<command>.*)\n(?:(?!```)[^\n]*\n)*(?=```$)/gm;

const RENAMED = ['Groot', 'Rocket', 'Gamora'].map((title) => ({ type: 'guardian.create', title }));
const MESSAGES = [...RENAMED, { type: 'guardian.test' }];

/** What the page shows as the mend. */
const MEND = join(ROOT, 'test/app/src/night/create-guardian.ts');

const LOGS = 'kubectl logs';
const TERMINATION_MESSAGE = 'kubectl get pod';

/** The night of the page: four messages are poisoned, then every command of the page is typed. */
class Night {
  /** As long as the name that is shown, so that tables are as wide. */
  readonly #queueName = `q-${randomUUID().slice(0, 13)}`;
  readonly #stable = new Stable({ [this.#queueName]: 'guardian-events' });
  /** The pods whose logs are looked at next. */
  #pods: readonly JobResult[] = [];

  async fall(): Promise<void> {
    const service = QueueServiceClient.fromConnectionString(inject('azurite'));
    const queue = service.getQueueClient(this.#queueName);
    await queue.create();
    for (const message of MESSAGES) {
      const { messageId } = await queue.sendMessage(JSON.stringify(message));
      this.#stable.shownFor(messageId);
    }
    const pods = await this.#runPods('1.4.2', MESSAGES.length);
    this.#pods = pods.slice(0, 1);
  }

  /** What a command of the page prints, as the page shows it. */
  async type(command: string): Promise<string> {
    if (command.startsWith(LOGS)) return this.#stable.show(this.#pods.map(logOf).join(''));
    if (command.startsWith(TERMINATION_MESSAGE)) {
      return this.#stable.show(`${this.#pods[0]!.terminationMessage.trim()}\n`);
    }
    const [program, ...argv] = wordsOf(command);
    if (program !== 'queue-job') throw new Error(`Nobody knows what "${command}" prints.`);
    const typed = argv.map((word) => this.#stable.realFor(word));
    const { exitCode, stdout, stderr } = await runTool(this.#queueName, typed);
    if (exitCode !== 0) throw new Error(`"${command}" ended with ${exitCode}:\n${stderr}`);
    if (argv.includes('--execute')) this.#pods = await this.#runPods('1.4.3', RENAMED.length);
    return this.#stable.show(stdout + stderr);
  }

  /** As KEDA would: a pod for each message, one after the other so that each has the message that was next. */
  async #runPods(release: string, count: number): Promise<readonly JobResult[]> {
    const settings = {
      QueueName: this.#queueName,
      ConnectionString: inject('azurite'),
      PoisonFormat: 'envelope',
    };
    const pods: JobResult[] = [];
    while (pods.length < count) {
      pods.push(await runJob({ entry: 'night/main.js', settings, env: { RELEASE: release } }));
    }
    return pods;
  }
}

/** What a pod has logged, in order: in a container both streams are one. */
function logOf({ stdout, stderr }: JobResult): string {
  const timeOf = (line: string) => (JSON.parse(line) as { timestamp: number }).timestamp;
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  return lines
    .toSorted((one, other) => timeOf(one) - timeOf(other))
    .map((line) => `${line}\n`)
    .join('');
}

/** The words of a command, of which some are quoted. */
function wordsOf(command: string): string[] {
  return command.match(/'[^']*'|\S+/g)!.map((word) => word.replaceAll("'", ''));
}

describe('docs/three-in-the-morning.md', () => {
  it('shows the code that mends', async () => {
    expect(await readFile(PAGE, 'utf8')).toContain(
      `\`\`\`ts\n${await readFile(MEND, 'utf8')}\`\`\``,
    );
  });

  // `npx vitest run test/docs/three-in-the-morning.test.ts -u` writes the page anew.
  it('shows what that night prints', { timeout: 180_000 }, async () => {
    const page = await readFile(PAGE, 'utf8');
    const night = new Night();
    await night.fall();

    const blocks: string[] = [];
    for (const { groups } of page.matchAll(BLOCK)) {
      const command = groups!['command']!;
      blocks.push(`$ ${command}\n${await night.type(command)}`);
    }

    expect(blocks.length).toBeGreaterThan(8);
    const shown = blocks.values();
    await expect(page.replaceAll(BLOCK, () => shown.next().value!)).toMatchFileSnapshot(PAGE);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { poisonEnvelope } from 'nestjs-queue-job/tools';
import { expect, it } from 'vitest';
import { CliBench } from './cli.fixture.js';

const PAGE = fileURLToPath(new URL('../../../docs/command-line.md', import.meta.url));

/** A block of the page: commands after a `$`, each with what it prints. */
const BLOCK = /(?<=^```console\n)[^]*?(?=^```$)/gm;

/** What is different each time. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The night of the page. */
async function arrange(): Promise<CliBench> {
  const bench = new CliBench();
  const poisoned = async (text: string, id: string, reason: string, error?: Error) => {
    const now = bench.clock.now();
    const message = {
      id,
      popReceipt: '',
      text,
      dequeueCount: 5,
      insertedOn: new Date(now - 60_000),
      expiresOn: new Date(now + 604_800_000),
    };
    const details = { queueName: bench.queue.name, message, reason, error, now };
    await bench.poison.send(poisonEnvelope({ ...details, executor: 'CreateGuardianExecutor' })!);
  };
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.12.7:5432'), {
    stack:
      'Error: connect ECONNREFUSED 10.0.12.7:5432\n    at GuardianService.create (guardian.service.js:12:11)',
  });
  const failed = `Delivery 5 of 5 failed, and no attempt is left: Error: ${refused.message}`;
  await poisoned(
    '{"type":"guardian.create","name":"Groot"}',
    '3a9b3c96-c214-4456-96a0-1033daa789a3',
    failed,
    refused,
  );
  await bench.clock.advance(900_000);
  for (let index = 0; index < 25; index++) {
    await bench.clock.advance(20_000);
    await poisoned(`{"type":"guardian.create","name":"Groot ${index}"}`, 'a', failed, refused);
  }
  for (let index = 0; index < 3; index++) {
    await poisoned('{"type":"guardian.test"}', 'b', 'No executor is for guardian.test.');
  }
  await bench.queue.send('{"type":"guardian.create","name":"Drax"}');
  await bench.clock.advance(120_000);
  return bench;
}

/** The arguments of a command, as a shell would read them. */
const argumentsOf = (command: string) =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].slice(1).map(([, quoted, plain]) => quoted ?? plain!);

it('the page of the command line shows what is really printed', async () => {
  const bench = await arrange();
  const page = readFileSync(PAGE, 'utf8');
  const blocks: string[] = [];
  for (const [block] of page.matchAll(BLOCK)) {
    let printed = '';
    for (const command of block.match(/(?<=^\$ ).*$/gm)!) {
      const { exitCode, stdout, stderr } = await bench.run(argumentsOf(command));
      expect(exitCode).toBe(0);
      printed += `${printed === '' ? '' : '\n'}$ ${command}\n${stdout}${stderr}`;
    }
    // What the page has already stays, if nothing but ids is different.
    const isSame = printed.replaceAll(ID, '') === block.replaceAll(ID, '');
    blocks.push(isSame ? block : printed);
  }

  const shown = page.replaceAll(BLOCK, () => blocks.shift()!);

  // "npx vitest run -u" writes it anew.
  await expect(shown).toMatchFileSnapshot(PAGE);
});

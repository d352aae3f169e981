import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueJobOptions } from 'nestjs-queue-job/tools';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliBench } from './cli.fixture.js';
import { createProgram } from './program.js';
import type { Io } from './io.js';
import { VERSION } from './version.js';

const KEY = Buffer.from('nobody may see this').toString('base64');

/** The options that a command comes to with these flags and surroundings. */
async function optionsOf(
  argv: readonly string[],
  { environment = {}, directory = '/nowhere', input = '' } = {},
): Promise<QueueJobOptions | string> {
  const bench = new CliBench();
  let options: QueueJobOptions | undefined;
  const openQueues: Io['openQueues'] = (given) => {
    options = given;
    return Promise.resolve(bench.service);
  };
  const surroundings = { environment, directory, input, openQueues };
  const { stderr } = await bench.run(['stats', ...argv], surroundings);
  return options ?? stderr;
}

const base = {
  StorageAccount__QueueName: 'a-queue',
  StorageAccount__ConnectionString: `AccountName=guardians;AccountKey=${KEY}`,
};

describe('the settings of a command', () => {
  it('are those of the job, from files and environment', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-cli-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const write = (name: string, settings: object) =>
      writeFileSync(join(directory, name), JSON.stringify({ StorageAccount: settings }));
    write('appsettings.json', {
      QueueName: 'from-file',
      ConnectionString: 'UseDevelopmentStorage=true',
    });
    write('appsettings.Staging.json', { PoisonQueueSuffix: 'dead' });

    expect(await optionsOf(['--env', 'Staging'], { directory })).toMatchObject({
      queueName: 'from-file',
      poisonQueueName: 'from-file-dead',
    });
    expect(await optionsOf(['--directory', directory], { environment: base })).toMatchObject({
      queueName: 'a-queue',
      poisonQueueSuffix: 'poisen',
    });
  });

  it('give way to flags, before or after the command', async () => {
    const flags = ['--queue', 'flagged', '--poison-suffix', 'dead', '--encoding', 'base64'];

    expect(await optionsOf(flags, { environment: base })).toMatchObject({
      queueName: 'flagged',
      poisonQueueName: 'flagged-dead',
      messageEncoding: 'base64',
    });
  });

  it('let a way to sign in on the command line take the place of the other', async () => {
    const identity = {
      StorageAccount__QueueName: 'a-queue',
      StorageAccount__AuthenticationScheme: 'default',
      StorageAccount__AccountName: 'guardians',
    };

    const byKey = await optionsOf(['--connection-string', 'UseDevelopmentStorage=true'], {
      environment: identity,
    });
    const byIdentity = await optionsOf(['--auth', 'workload-identity', '--account', 'guardians'], {
      environment: base,
    });

    expect(byKey).toMatchObject({ authenticationScheme: undefined });
    expect(byIdentity).toMatchObject({
      connectionString: undefined,
      authenticationScheme: 'workload-identity',
    });
  });

  it('take the connection string from a file or from standard input, where nobody sees it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'queue-job-cli-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    writeFileSync(join(directory, 'secret'), 'UseDevelopmentStorage=true\n');
    const environment = { StorageAccount__QueueName: 'a-queue' };
    const connectionString = 'UseDevelopmentStorage=true';

    const fromFile = await optionsOf(['--connection-string', '@secret'], {
      environment,
      directory,
    });
    const fromInput = await optionsOf(['--connection-string', '@-'], {
      environment,
      input: `${connectionString}\n`,
    });
    const fromNowhere = await optionsOf(['--connection-string', '@none'], {
      environment,
      directory,
    });

    expect([fromFile, fromInput]).toMatchObject([{ connectionString }, { connectionString }]);
    expect(fromNowhere).toContain('names a file that cannot be read (ENOENT): none');
  });

  it('are told with every fault, the flag and no secret when they are wrong', async () => {
    const result = await new CliBench().run(
      ['peek', '--queue', 'Wrong', '--poison-suffix', 'x_y'],
      {
        environment: { StorageAccount__ConnectionString: `AccountKey=${KEY}` },
      },
    );

    expect(result.exitCode).toBe(20);
    expect(result.stderr).toContain(
      'QueueName (StorageAccount__QueueName, given on the command line)',
    );
    expect(result.stderr).toContain('PoisonQueueSuffix');
    expect(result.stderr).toContain('ConnectionString');
    expect(result.stderr).not.toContain(KEY);
  });
});

describe('the command line', () => {
  const io = { stdout: process.stdout, stderr: process.stderr } as unknown as Io;
  const commands = createProgram(io, () => {}).commands.flatMap((command) => [
    command,
    ...command.commands,
  ]);

  it.each(commands.map((command) => command.name()).filter((name) => name !== 'complete'))(
    'has help for %s, with an example unless it only groups others',
    async (name) => {
      const parent = commands.find((one) => one.commands.some((sub) => sub.name() === name));
      const argv = [...(parent === undefined ? [] : [parent.name()]), name, '--help'];

      const { exitCode, stdout } = await new CliBench().run(argv);

      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: queue-job ${argv.slice(0, -1).join(' ')}`);
      expect(stdout).toContain('--connection-string');
      const example =
        name === 'poison' ? 'Commands:' : `  queue-job ${argv.slice(0, -1).join(' ')}`;
      expect(stdout).toContain(example);
    },
  );

  it.each([
    [[], 'Usage: queue-job'],
    [['poison'], 'Usage: queue-job poison'],
    [['peak'], "unknown command 'peak'"],
    [['poison', 'redrve'], "unknown command 'redrve'"],
    [['peek', '--cuont', '3'], "unknown option '--cuont'"],
    [['peek', 'more'], 'too many arguments'],
    [['poison', 'show'], "missing required argument 'id'"],
    [
      ['stats', '--auth', 'password'],
      'Allowed choices are default, workload-identity, managed-identity',
    ],
    [['stats', '--watch', 'often'], '--watch is no length of time: often'],
  ])('tells what is wrong with %j and ends with 2', async (argv, told) => {
    const { exitCode, stdout, stderr } = await new CliBench().run(argv);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
  });

  it('has the version of its package', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { readonly version: string };

    const { exitCode, stdout } = await new CliBench().run(['--version']);

    expect([exitCode, stdout]).toEqual([0, `${version}\n`]);
    expect(VERSION).toBe(version);
  });

  it('tells of a fault of its own with the code 1', async () => {
    const bench = new CliBench();
    bench.queue.properties = () => Promise.reject(new TypeError('not a function'));

    const { exitCode, stderr } = await bench.run(['stats']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: TypeError: not a function');
  });
});

describe('completion', () => {
  it.each([
    [['p'], ['peek', 'poison', 'plan']],
    [['poison', 're'], ['redrive']],
    [['poison', 'redrive', '--ex'], ['--execute']],
    [['poison', 'redrive', '--qu'], ['--queue']],
    [['peek', '--auth', 'm'], ['managed-identity']],
    [['--queue', 'send', 'st'], ['stats']],
    [['peek', '--queue', ''], []],
    [['send', ''], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('of %j is %j', async (words, expected) => {
    const { exitCode, stdout } = await new CliBench().run(['complete', '--', ...words]);

    expect(exitCode).toBe(0);
    const lines = stdout.split('\n').filter(Boolean);
    expect(lines.map((line) => line.split('\t')[0])).toEqual(expected);
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s that asks for it', async (shell) => {
    const { stdout } = await new CliBench().run(['completion', shell]);

    expect(stdout).toContain('queue-job complete -- ');
  });
});

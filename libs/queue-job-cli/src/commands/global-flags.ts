import { Option, type Command } from 'commander';
import type { CredentialName, EncodingName } from 'nestjs-queue-job/tools';

/** What every command takes. */
export interface GlobalFlags {
  readonly queue?: string;
  readonly connectionString?: string;
  readonly auth?: CredentialName;
  readonly account?: string;
  readonly uriFormat?: string;
  readonly poisonSuffix?: string;
  readonly encoding?: EncodingName;
  readonly typeField?: string;
  readonly directory?: string;
  readonly env?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

// Written here again, because to load the library for them would slow every start; their types keep them true.
const CREDENTIALS = ['default', 'workload-identity', 'managed-identity'] satisfies CredentialName[];
const ENCODINGS = ['auto', 'base64', 'text'] satisfies EncodingName[];

export function addGlobalFlags(program: Command): Command {
  return program
    .optionsGroup('Settings (they win over files and StorageAccount__* variables):')
    .option('-q, --queue <name>', 'the queue of the job')
    .option(
      '--connection-string <text>',
      'account key or shared access signature; better @<file>, or @- for standard input, as others see command lines',
    )
    .addOption(
      new Option('--auth <scheme>', 'sign in with an identity instead').choices(CREDENTIALS),
    )
    .option('--account <name>', 'the storage account, for an identity')
    .option('--uri-format <url>', 'where a queue is, for an identity')
    .option('--poison-suffix <suffix>', "what ends the poison queue's name")
    .addOption(new Option('--encoding <name>', 'how a text carries its body').choices(ENCODINGS))
    .option('--type-field <path>', 'where a JSON body names its type')
    .option('--directory <path>', 'where appsettings.json lies (default: here)')
    .option('--env <name>', 'which appsettings.<name>.json counts')
    .optionsGroup('Output:')
    .option('--json', 'one line of JSON instead of text')
    .option('--no-color', 'no colours, as with NO_COLOR');
}

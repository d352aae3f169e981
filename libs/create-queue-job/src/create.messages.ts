export const usage = () => `Makes a NestJS job that works on the messages of an Azure Storage Queue.

  npm create nestjs-queue-job@latest <name> -- [options]

  <name>          what the job does, such as create-guardian; also the folder that is made.
                  With "." it is made in this folder, which must be empty and gives the name

  --queue <name>  the queue; without, it is called as the job is
  --commonjs      CommonJS instead of ES modules
  --help
  --version
`;

export const tooManyNames = (names: readonly string[]) =>
  `One name makes one job; these are ${names.length}: ${names.join(', ')}. Options of npm create come after "--".`;

export const made = (folder: string, files: readonly string[], next: readonly string[]) =>
  [
    folder === '.' ? 'Made in this folder:' : `Made in ${folder}:`,
    ...files.map((file) => `  ${file}`),
    '',
    'Next:',
    ...next.map((command) => `  ${command}`),
    '',
  ].join('\n');

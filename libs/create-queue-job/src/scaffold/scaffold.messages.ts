import type { PackageManager, TestRunner } from './project.js';

export const noName = () =>
  'The job has no name. Give it one that says what is done, such as create-guardian.';

export const badName = (name: string, suggestion: string | undefined) =>
  `"${name}" cannot name a job: names are lower-case words with hyphens between them, begin with a letter, and have 53 characters at most, ` +
  `as Kubernetes has it. ${suggestion === undefined ? 'An example: create-guardian.' : `Try ${suggestion}.`}`;

export const reservedName = (name: string) =>
  `"${name}" cannot name a job: its classes would have the names of the library's own. Say what is done, such as create-guardian.`;

export const badQueue = (queue: string) =>
  `"${queue}" cannot name a queue: Azure takes 3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter ` +
  'or digit, and the poison queue adds "-poisen", which leaves 56.';

export const queueFromName = (name: string) =>
  `"${name}" names a job, but the queue, which has its name unless told otherwise, needs 3 to 56 characters. Give a queue.`;

export const notNest = (file: string) =>
  `This is no Nest project: there is no ${file} with @nestjs/core here. Go to the folder of one, or make a new project with ` +
  '"npm create nestjs-queue-job@latest <name>".';

export const notJson = (file: string, reason: string) =>
  `${file} cannot be read (${reason}). It must be JSON without comments here, because it is to be written again.`;

export const oldNest = (range: string) =>
  `The project has NestJS ${range}; the library needs NestJS 11 or 12. Upgrade Nest first.`;

export const isMonorepo = (name: string) =>
  `This is a monorepo, where a job is an application of its own: nest g -c nestjs-queue-job app ${name}`;

export const isNoMonorepo = (name: string) =>
  `This is no monorepo (nest-cli.json), so a job goes into a folder of the project: nest g -c nestjs-queue-job job ${name}`;

export const notEmpty = (folder: string) =>
  `The folder ${folder} is not empty. Choose another name; in a Nest project of yours use "nest add nestjs-queue-job".`;

export const jobExists = (file: string) =>
  `${file} is there already. Nothing was changed: choose another name, or move it away first.`;

export const projectExists = (name: string) =>
  `nest-cli.json has a project ${name} already. Nothing was changed: choose another name.`;

export const kept = (file: string) => `${file} is there already and was left as it is.`;

export const keptSettings = (file: string, queue: string) =>
  `${file} is there already and was left as it is. If it names another queue, start this job with StorageAccount__QueueName=${queue}; ` +
  'in Kubernetes the chart does.';

export const keptDockerfile = (file: string, entry: string) =>
  `${file} is there already and was left as it is. If its image holds ${entry}, it serves this job too: the values for the chart start that.`;

export const missingReference = (path: string) =>
  `tsconfig.json has comments and was left as it is. Add { "path": "${path}" } to its "references".`;

export const noTests = () =>
  'The project has neither Vitest nor Jest, so no test was made. "Testing a job" in the documentation has one to begin with.';

export const otherPackageManager = (name: PackageManager) =>
  `The project has ${name}; a Dockerfile that was made here installs with npm. Write it for ${name}.`;

export const jestNeedsModules = () =>
  'Jest loads ES modules only with NODE_OPTIONS=--experimental-vm-modules, on Node 24.9 or newer. Add it to the script "test".';

export const oldResolution = () =>
  'tsconfig.json does not resolve packages as Node does, and TypeScript will not find the library: set "module" to "nodenext".';

export const nextInNewProject = (folder: string) =>
  [
    ...(folder === '.' ? [] : [`cd ${folder}`]),
    'npm install',
    'npm test',
    'npm run build',
  ] as const;

export const nextInProject = (runner: TestRunner | undefined, start: string, name: string) =>
  [
    ...(runner === undefined ? [] : [`npm test -- ${name}`]),
    `npx nest build${start.startsWith('dist/apps/') ? ` ${name}` : ''}`,
    `node ${start}`,
  ] as const;

export const firstJob = () => 'nest g -c nestjs-queue-job job <name>';

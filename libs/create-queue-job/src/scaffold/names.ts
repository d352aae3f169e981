import { ScaffoldError } from './scaffold.error.js';
import { badName, badQueue, noName, queueFromName, reservedName } from './scaffold.messages.js';

/** What a job and its parts are called. */
export interface JobNames {
  /** `create-guardian`: its files, its folder, what it is called in Kubernetes. */
  readonly name: string;
  /** `CreateGuardian`: what its classes begin with. */
  readonly className: string;
  readonly queue: string;
}

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_NAME = 53;

/** Azure's rule. */
const QUEUE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MIN_QUEUE = 3;
const MAX_QUEUE = 63 - '-poisen'.length;

/** Their classes would be called as `QueueJobModule` and `QueueMessageExecutor`, which they use. */
const RESERVED = ['queue-job', 'queue-message', 'i-queue-message'];

/**
 * @param queue the job's name when it is missing
 * @throws ScaffoldError when one of them breaks a rule
 */
export function nameJob(name: string | undefined, queue?: string): JobNames {
  if (name === undefined || name === '') throw new ScaffoldError(noName());
  if (!isName(name)) throw new ScaffoldError(badName(name, suggest(name)));
  if (RESERVED.includes(name)) throw new ScaffoldError(reservedName(name));
  if (queue === undefined || queue === '') {
    if (!isQueue(name)) throw new ScaffoldError(queueFromName(name));
  } else if (!isQueue(queue)) {
    throw new ScaffoldError(badQueue(queue));
  }
  return { name, className: pascalCase(name), queue: queue || name };
}

function isName(name: string): boolean {
  return NAME.test(name) && name.length <= MAX_NAME;
}

function isQueue(queue: string): boolean {
  return QUEUE.test(queue) && queue.length >= MIN_QUEUE && queue.length <= MAX_QUEUE;
}

/** What a name in another style most likely means. */
function suggest(name: string): string | undefined {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const suggestion = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[-0-9]+|-+$/g, '');
  return isName(suggestion) ? suggestion : undefined;
}

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

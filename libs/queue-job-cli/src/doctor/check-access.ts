import { QueueAccessError, QueueError, type InspectableQueue } from 'nestjs-queue-job/tools';
import { requireDelete, requireUpdate } from '../access/probes.js';
import { EXIT_CODE } from '../exit-code.js';
import type { Finding } from './finding.js';
import type { SignIn } from './sign-in.js';

/** What somebody may have to do with a queue, and what lets them. */
interface Right {
  readonly what: string;
  /** Who needs it. */
  readonly whose: string;
  readonly role: string;
  /** The letters of a shared access signature. */
  readonly letters: string;
  readonly probe: (queue: InspectableQueue) => Promise<unknown>;
}

const CONTRIBUTOR = 'Storage Queue Data Contributor';

const RIGHTS: readonly Right[] = [
  {
    what: 'count and peek',
    whose: 'KEDA and this tool',
    role: `Storage Queue Data Reader, or ${CONTRIBUTOR}`,
    letters: 'r',
    probe: async (queue) => {
      await queue.properties();
      await queue.peek(1);
    },
  },
  {
    what: 'receive and delete',
    whose: 'the job, and a redrive from the poison queue',
    role: CONTRIBUTOR,
    letters: 'p',
    probe: requireDelete,
  },
  {
    what: 'renew and release',
    whose: 'the job',
    role: CONTRIBUTOR,
    letters: 'u',
    probe: requireUpdate,
  },
];

/** What the service answers when it does not know who asks. */
const UNKNOWN =
  /^(?:AuthenticationFailed|InvalidAuthenticationInfo|NoAuthenticationInformation|HTTP 401)$/;

/**
 * Asks of every call whether it is allowed, without receiving, changing or sending a message: a message that does not exist is
 * deleted and updated. Sending cannot be tried without a message, so it is told by what else is allowed.
 */
export async function checkAccess(queue: InspectableQueue, signIn: SignIn): Promise<Finding[]> {
  const findings: Finding[] = [];
  const allowed: string[] = [];
  for (const right of RIGHTS) {
    try {
      await right.probe(queue);
      allowed.push(right.what);
    } catch (error) {
      if (!(error instanceof QueueAccessError)) return [...findings, broken(queue, error)];
      const { code = '' } = error;
      // Who is not known is refused everything, for one reason.
      if (code === '' || UNKNOWN.test(code)) return [unknown(error, signIn)];
      findings.push(refused(queue, right, code, signIn));
    }
  }
  const isUpdateAllowed = allowed.includes('renew and release');
  const sending = maySend(signIn, isUpdateAllowed);
  if (sending === true) allowed.push('send');
  if (sending === false) findings.push(refused(queue, SEND, 'by the letters of sp', signIn));
  const text = `${queue.name}: may ${allowed.join(', ')}.`;
  return [
    ...(allowed.length === 0 ? [] : [{ about: 'access', state: 'ok', text } as const]),
    ...findings,
    ...(sending === undefined ? [untold(queue)] : []),
  ];
}

const SEND = {
  what: 'send',
  whose: 'the job, into the poison queue, and this tool',
  role: CONTRIBUTOR,
  letters: 'a',
};

/** `undefined` when nothing tells. */
function maySend(signIn: SignIn, isUpdateAllowed: boolean): boolean | undefined {
  if (signIn.kind === 'key') return true;
  if (signIn.kind === 'signature') return signIn.permissions?.includes('a');
  // Who may write messages may put and update them; putting alone is another right.
  return isUpdateAllowed ? true : undefined;
}

function refused(
  { name }: InspectableQueue,
  { what, whose, role, letters }: Omit<Right, 'probe'>,
  code: string,
  { kind }: SignIn,
): Finding {
  return {
    about: 'access',
    state: 'fault',
    text: `${name}: may not ${what} (${code}), which ${whose} need${whose.includes(' and ') ? '' : 's'}.`,
    wayOut:
      kind === 'signature'
        ? `Make a shared access signature that permits it: sp with "${letters}". All that is needed is "raup".`
        : `Give the identity the role ${role} on the queue or the account; it takes some minutes to count.`,
    exitCode: EXIT_CODE.queueUnavailable,
  };
}

function unknown(error: QueueAccessError, { kind }: SignIn): Finding {
  return {
    about: 'access',
    state: 'fault',
    text: error.message,
    wayOut:
      kind === 'identity'
        ? 'Check the identity: in a pod, the label azure.workload.identity/use and the service account; elsewhere, who is signed in.'
        : 'Copy the connection string anew from the storage account: the key may have been rotated, or belong to another account.',
    exitCode: EXIT_CODE.queueUnavailable,
  };
}

function broken({ name }: InspectableQueue, error: unknown): Finding {
  const text = error instanceof QueueError ? error.message : `${name}: ${String(error)}`;
  return { about: 'access', state: 'fault', text, exitCode: EXIT_CODE.queueUnavailable };
}

function untold({ name }: InspectableQueue): Finding {
  return {
    about: 'access',
    state: 'note',
    text: `${name}: whether sending is allowed cannot be told without sending.`,
    wayOut: 'Send a message that the job can do without: queue-job send.',
  };
}

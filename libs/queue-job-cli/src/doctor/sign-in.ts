import { parseConnectionString, type QueueJobOptions } from 'nestjs-queue-job/tools';
import { EXIT_CODE } from '../exit-code.js';
import { age } from '../terminal/age.js';
import type { Finding } from './finding.js';

/** How a job signs in, and what of its rights can be told without asking. */
export type SignIn =
  | { readonly kind: 'key' }
  | { readonly kind: 'identity'; readonly scheme: string }
  | {
      readonly kind: 'signature';
      /** The letters of what it permits; absent when a policy of the queue says so. */
      readonly permissions: string | undefined;
      /** Which services it is for; absent when it is for one queue. */
      readonly services: string | undefined;
      readonly expiresOn: Date | undefined;
    };

/** In milliseconds: a signature that ends sooner is told. */
const SOON = 7 * 86_400_000;

export function signInOf({ connectionString, authenticationScheme }: QueueJobOptions): SignIn {
  if (connectionString === undefined) {
    const scheme = typeof authenticationScheme === 'string' ? authenticationScheme : 'in code';
    return { kind: 'identity', scheme };
  }
  const account = parseConnectionString(connectionString);
  if ('fault' in account || !('sharedAccessSignature' in account.credential))
    return { kind: 'key' };
  const signature = new URLSearchParams(account.credential.sharedAccessSignature);
  const expiry = Date.parse(signature.get('se') ?? '');
  return {
    kind: 'signature',
    permissions: signature.get('sp') ?? undefined,
    services: signature.get('ss') ?? undefined,
    expiresOn: Number.isNaN(expiry) ? undefined : new Date(expiry),
  };
}

export function describeSignIn(signIn: SignIn): string {
  return {
    key: 'an account key',
    signature: 'a shared access signature',
    identity: `an identity (${signIn.kind === 'identity' ? signIn.scheme : ''})`,
  }[signIn.kind];
}

/** What is wrong with a signature by its looks. */
export function checkSignature(signIn: SignIn, now: number): Finding[] {
  if (signIn.kind !== 'signature') return [];
  const findings: Finding[] = [];
  const { services, expiresOn } = signIn;
  if (services !== undefined && !services.includes('q')) {
    findings.push({
      about: 'signature',
      state: 'fault',
      text: 'The shared access signature is not for queues.',
      wayOut: 'Make one whose allowed services include queues (ss with q).',
      exitCode: EXIT_CODE.queueUnavailable,
    });
  }
  if (expiresOn === undefined) return findings;
  const left = expiresOn.getTime() - now;
  const when = expiresOn.toISOString();
  if (left <= 0) {
    findings.push({
      about: 'signature',
      state: 'fault',
      text: `The shared access signature ended ${age(-left)} ago, on ${when}.`,
      wayOut: 'Make a new one, or let the job sign in with an identity, which does not end.',
      exitCode: EXIT_CODE.queueUnavailable,
    });
  } else if (left < SOON) {
    findings.push({
      about: 'signature',
      state: 'note',
      text: `The shared access signature ends in ${age(left)}, on ${when}.`,
      wayOut: 'Make a new one before.',
    });
  }
  return findings;
}

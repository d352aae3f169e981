import type { TokenCredential } from '@azure/identity';
import type { CredentialName } from '../../options/queue-job-options.js';
import { QueueAccessError } from '../errors/queue-access.error.js';
import { noCredential } from '../queue.messages.js';
import { safeCause } from './safe-cause.js';

/**
 * The credential to sign in with. `@azure/identity` is loaded only for a credential by name: it would cost every other job a
 * good part of its start.
 *
 * @throws QueueAccessError when the pod lacks what the credential is made from
 * @see https://learn.microsoft.com/javascript/api/overview/azure/identity-readme
 */
export async function createCredential(
  scheme: TokenCredential | CredentialName,
  queueName: string,
): Promise<TokenCredential> {
  if (typeof scheme !== 'string') return scheme;
  const identity = await import('@azure/identity');
  // Which of several identities a pod signs in as; the other credentials read it themselves.
  const clientId = process.env['AZURE_CLIENT_ID'];
  const create = {
    default: () => new identity.DefaultAzureCredential(),
    'workload-identity': () => new identity.WorkloadIdentityCredential(),
    'managed-identity': () => new identity.ManagedIdentityCredential(clientId ? { clientId } : {}),
  } satisfies Record<CredentialName, () => TokenCredential>;
  try {
    return create[scheme]();
  } catch (error) {
    const cause = safeCause(error);
    const where = `queue "${queueName}"`;
    throw new QueueAccessError(noCredential(where, cause.message), { queueName, cause });
  }
}

// What a person reads when storage fails: what happened, where, and the way out.

export const unreachable = (where: string, why: string) =>
  `${where} cannot be reached: ${why}. Check its address, name resolution and the network policy.`;

export const broken = (where: string, why: string) =>
  `${where} was reached, but the connection broke before all of its answer was here (${why}).`;

export const foreignAnswer = (where: string, what: string) =>
  `${where} answered ${what}, which is not an answer of Azure Storage. Look for something in between that answers in its place: ` +
  `a proxy, a gateway, a page that asks for a sign-in.`;

export const noAnswer = (where: string, milliseconds?: number) =>
  `${where} gave no answer ${milliseconds === undefined ? 'in time' : `within ${milliseconds / 1000} s`}. ` +
  `Check the network between the pod and the storage account.`;

export const busy = (where: string, code: string) =>
  `${where} is busy or failing (${code}). The call may succeed later.`;

export const refused = (where: string, code: string) =>
  `${where} refused access (${code}). With a connection string, check that its key or signature is whole, current and allows ` +
  `processing, updating and adding messages; with an identity, give it the role Storage Queue Data Contributor.`;

export const creationRefused = (where: string, code: string) =>
  `${where} does not exist, and creating it was refused (${code}). Check its name, create it, or allow creating queues.`;

export const noCredential = (where: string, why: string) => `No access token for ${where}: ${why}`;

export const failed = (where: string, code: string) => `${where} answered ${code}.`;

export const leaseLost = (queueName: string, messageId: string, code: string) =>
  `The lease of message ${messageId} of queue "${queueName}" is lost (${code}).`;

export const tooLarge = (queueName: string, bytes: number) =>
  `A text of ${bytes} bytes is too large for queue "${queueName}"; a message has at most 64 KiB.`;

// What a person reads when storage fails: what happened, where, and the way out.

export const unreachable = (where: string, why: string) =>
  `${where} cannot be reached: ${why}. Check its address, name resolution and the network policy.`;

export const noAnswer = (where: string, milliseconds: number) =>
  `${where} gave no answer within ${milliseconds / 1000} s. Check the network between the pod and the storage account.`;

export const busy = (where: string, code: string) =>
  `${where} is busy or failing (${code}). The call may succeed later.`;

export const refused = (where: string, code: string) =>
  `${where} refused access (${code}). With a connection string, check that its key or signature is whole, current and allows ` +
  `processing, updating and adding messages; with an identity, give it the role Storage Queue Data Contributor.`;

export const noCredential = (where: string, why: string) => `No access token for ${where}: ${why}`;

export const failed = (where: string, code: string) => `${where} answered ${code}.`;

export const leaseLost = (queueName: string, messageId: string, code: string) =>
  `The lease of message ${messageId} of queue "${queueName}" is lost (${code}).`;

export const tooLarge = (queueName: string, bytes: number) =>
  `A text of ${bytes} bytes is too large for queue "${queueName}"; a message has at most 64 KiB.`;

// What a person reads when locks fail: what happened, where, and the way out.

export const lockTaken = (code: string) =>
  `The lock is lost (${code}): its lease was broken, or somebody else has it.`;

export const lockRanOut = (why: string) =>
  `The lock is lost: its lease is about to run out and could not be renewed. ${why}`;

export const lockUnanswered = (where: string, code: string) =>
  `${where} cannot be reached (${code}). Check its address, name resolution and the network policy.`;

export const lockRefused = (where: string, code: string) =>
  `${where} refused access (${code}). With a connection string, check that its key or signature is whole, current and allows ` +
  `reading, creating and writing blobs; with an identity, give it the role Storage Blob Data Contributor.`;

export const lockFailed = (where: string, code: string) => `${where} answered ${code}.`;

export const packageMissing = () =>
  'is not installed, and an executor with "singleton" needs it. Run: npm install @azure/storage-blob';

export const noBlobEndpoint = () =>
  'has a QueueEndpoint but no BlobEndpoint, and an executor with "singleton" needs one. Add it: BlobEndpoint=https://…';

export const noAccountForBlobs = () =>
  'is missing. An executor with "singleton" needs the storage account, which BlobUriFormat names by {accountName}.';

import { count } from '../sweep/sweep.messages.js';

export const TAKEN = 'Somebody else took it at the same time. Look for it again.';

export const COPIED_AND_TAKEN =
  'It was sent to the queue, but somebody else took it from the poison queue before it could be deleted there, so it may be sent twice.';

export const copiedNotDeleted = (why: string) =>
  `It was sent to the queue, but could not be deleted from the poison queue, so the next redrive sends it again. ${why}`;

export const perhapsSent = (why: string) =>
  `It stays in the poison queue, and may have been sent to the queue as well, as no answer came. ${why}`;

export const copiesPossible = (copies: number) =>
  `Up to ${count(copies)} may be in the queue twice, as the answer to sending or deleting was lost.`;

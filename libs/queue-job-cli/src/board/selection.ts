import { createHash } from 'node:crypto';
import { kindOf } from '../poison/group-by-reason.js';
import type { PoisonMessage } from '../poison/poison-message.js';
import type { Selection } from './board-state.js';

/** Names a group of messages by its reason, however long that is. */
export function groupKey(reason: string | undefined): string {
  if (reason === undefined) return 'none';
  return createHash('sha256').update(reason).digest('base64url');
}

export function isSelected(selection: Selection, { id, envelope }: PoisonMessage): boolean {
  return 'id' in selection
    ? id === selection.id
    : groupKey(kindOf(envelope?.reason)) === selection.group;
}

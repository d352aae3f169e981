import type { PoisonFilter } from '../poison/poison-filter.js';
import { duration } from './duration-flag.js';
import type { FilterFlags } from './filter-flags.js';

/** @throws UsageError */
export function filterOf({ reason, type, id, olderThan, newerThan }: FilterFlags): PoisonFilter {
  return {
    reason,
    type,
    ids: id,
    olderThan: duration('--older-than', olderThan),
    newerThan: duration('--newer-than', newerThan),
  };
}

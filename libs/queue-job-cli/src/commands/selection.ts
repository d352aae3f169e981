import { matches, type PoisonFilter } from '../poison/poison-filter.js';
import type { SurveyPlan } from '../poison/survey.js';
import type { Connection } from './connect.js';
import { duration } from './duration-flag.js';
import type { FilterFlags } from './filter-flags.js';

/** Which messages of a poison queue a command is about, and how they are read. */
export type Selection = Pick<SurveyPlan, 'select' | 'reading' | 'limit'>;

/** @throws UsageError */
export function selectionOf(flags: FilterFlags, { options, clock }: Connection): Selection {
  const filter = filterOf(flags);
  return {
    select: (message) => matches(message, filter, clock.now()),
    reading: options,
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
  };
}

function filterOf({ reason, type, id, olderThan, newerThan }: FilterFlags): PoisonFilter {
  return {
    reason,
    type,
    ids: id,
    olderThan: duration('--older-than', olderThan),
    newerThan: duration('--newer-than', newerThan),
  };
}

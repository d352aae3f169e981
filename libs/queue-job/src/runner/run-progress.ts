import type { DeliveryReport } from '../delivery/delivery-report.js';
import type { RunReport } from './run-report.js';
import { Tally } from './tally.js';

/** How far a run has come. */
export interface RunProgress extends Pick<RunReport, 'queueName' | 'counts' | 'deliveries'> {
  /** The deliveries that have not ended: their messages come back by themselves should the process die now. */
  readonly unsettled: readonly Pick<DeliveryReport, 'messageId' | 'dequeueCount'>[];
  /** Once it is over. */
  readonly report?: RunReport | undefined;
}

const { counts, deliveries } = new Tally();

/** Of a run that was not started. */
export const NOT_BEGUN: RunProgress = { counts, deliveries, unsettled: [] };

import type { QueueMessage } from '../../libs/queue-job/src/message/queue-message.ts';
import type { ExecutionEnd } from './history.ts';
import type { Library } from './library.ts';
import type { Paper } from './paper.ts';
import type { ExecutionPlan } from './plan.ts';
import type { Process } from './process.ts';

export interface ExecutionOptions {
  readonly library: Library;
  readonly process: Process;
  readonly plan: ExecutionPlan;
  /** What the execution saves as its progress. */
  readonly progress: () => number;
}

/** One execution, as its plan says; tells what happens to it. */
export async function executePlan(
  message: QueueMessage,
  signal: AbortSignal,
  { library, process, plan, progress }: ExecutionOptions,
): Promise<void> {
  const paper = message.body as Paper;
  const whose = { process: process.number, ...paper.from! };
  const tellAbort = (): void => {
    const reason = (signal.reason as Error).name;
    process.tell({ kind: 'aborted', ...whose, reason });
  };
  const tellEnd = (end: ExecutionEnd): void => process.tell({ kind: 'executed', ...whose, end });
  const save = async (): Promise<void> => {
    const saved = progress();
    await message.saveProgress({ ...paper, progress: saved });
    process.tell({ kind: 'saved', ...whose, progress: saved });
  };

  process.tell({ kind: 'executing', ...whose, progress: paper.progress });
  if (signal.aborted) tellAbort();
  else signal.addEventListener('abort', tellAbort);
  try {
    if (plan.saves === 'before') await save();
    if (plan.saves === 'unawaited') save().catch(() => {});
    await work(plan, process, signal);
    if (plan.saves === 'after') await save();
  } catch (error) {
    tellEnd(error === signal.reason ? 'abort' : 'save-failed');
    throw error;
  }
  tellEnd(plan.end);
  throwAs(plan.end, library);
}

function work(
  { work: milliseconds, heeds }: ExecutionPlan,
  { clock }: Process,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (milliseconds !== Infinity) clock.schedule(milliseconds, resolve);
    const heed = (): void => {
      if (heeds !== Infinity) clock.schedule(heeds, () => reject(signal.reason as Error));
    };
    if (signal.aborted) heed();
    else signal.addEventListener('abort', heed);
  });
}

/** @throws unless the execution returns */
function throwAs(end: ExecutionPlan['end'], library: Library): void {
  switch (end) {
    case 'return':
      return;
    case 'throw':
      throw new Error('out of weapons');
    case 'poison':
      throw new library.PoisonMessageError('nobody');
    case 'retry':
      throw new library.RetryMessageError('closed', { delay: 2 });
    case 'busy':
      throw new library.SingletonBusyError('key');
  }
}

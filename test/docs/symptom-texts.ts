import {
  attemptFailed,
  abortedInExecution,
  cannotSucceed,
} from '../../libs/queue-job/src/delivery/delivery.messages.ts';
import type { DeliveryReport } from '../../libs/queue-job/src/delivery/delivery-report.ts';
import { ShutdownError } from '../../libs/queue-job/src/delivery/errors/shutdown.error.ts';
import { UnknownEventTypeError } from '../../libs/queue-job/src/message/errors/unknown-event-type.error.ts';
import { decodeText } from '../../libs/queue-job/src/message/message-encoding.ts';
import { resolveOptions } from '../../libs/queue-job/src/options/resolve-options.ts';
import { keptAlive } from '../../libs/queue-job/src/process/end-process.messages.ts';
import {
  calledExit,
  endedBeforeRun,
} from '../../libs/queue-job/src/process/sudden-end.messages.ts';
import { AzureQueueService } from '../../libs/queue-job/src/queue/azure/azure-queue-service.ts';
import { toQueueError } from '../../libs/queue-job/src/queue/azure/azure-error.ts';
import { leaseLost } from '../../libs/queue-job/src/queue/queue.messages.ts';
import {
  deliveryEnded,
  deliveryStarts,
  queueEmpty,
} from '../../libs/queue-job/src/runner/runner.messages.ts';
import { notFlushed } from '../../libs/queue-job/src/telemetry/telemetry.messages.ts';

const QUEUE = 'guardian-events';
const ID = '3a9b3c96-c214-4456-96a0-1033daa789a3';
const MAX_DEQUEUE_COUNT = 5;

/** The lines that the page on troubleshooting shows with its symptoms, as the library makes them. */
export async function symptomTexts(): Promise<string[]> {
  const isUnknown = new UnknownEventTypeError('guardian.test', ['guardian.create']);
  return [
    endedBeforeRun(calledExit(1), []),
    ended('released', attemptFailed(1, MAX_DEQUEUE_COUNT, new Error('Thanos is not ready.'))),
    ended('poisoned', cannotSucceed(isUnknown)),
    ended('aborted', abortedInExecution(new ShutdownError('SIGTERM')), 20_000),
    ended('lease-lost', leaseLost(QUEUE, ID, 'PopReceiptMismatch'), 31_000),
    cannotSucceed(thrownBy(() => decodeText('{}', 'base64'))),
    firstLineOf(thrownBy(() => resolveOptions({}, {}))),
    queueEmpty(QUEUE),
    deliveryStarts({ messageId: ID, dequeueCount: 4 }, 1000),
    keptAlive(['TCPSocketWrap'], 0),
    notFlushed(3),
    await failure('guardians', { code: 'ENOTFOUND' }),
    await failure('guardian', { code: 'ENOTFOUND' }),
    await failure('guardians', answer(403, 'AuthorizationPermissionMismatch')),
    await failure('guardians', { statusCode: 407 }),
    await failure('UseDevelopmentStorage=true', answer(400, 'InvalidHeaderValue')),
  ];
}

function ended(outcome: DeliveryReport['outcome'], reason: string, duration = 40): string {
  const report = { messageId: ID, dequeueCount: 1, outcome, reason, duration };
  return deliveryEnded({ ...report, isExecutorStillRunning: false });
}

/** What is said of a call that failed as the SDK tells it. */
async function failure(account: string, fault: object): Promise<string> {
  const connectionString = account.includes('=')
    ? account
    : `AccountName=${account};AccountKey=c2VjcmV0`;
  const options = resolveOptions({}, { queueName: QUEUE, connectionString });
  const { address } = (await AzureQueueService.connect(options)).getQueue(QUEUE);
  const where = `Queue "${QUEUE}" at ${address}`;
  return toQueueError(Object.assign(new Error(), fault), { queueName: QUEUE, where }).message;
}

const answer = (statusCode: number, errorCode: string) => ({ statusCode, details: { errorCode } });

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}

/** Of a text in many lines, whose others are the faults. */
const firstLineOf = ({ message }: Error): string => message.split('\n')[0]!;

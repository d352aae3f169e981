import fc, { type Arbitrary } from 'fast-check';
import {
  CALLS,
  type CallPlan,
  type Disturbance,
  type ExecutionPlan,
  type MessagePlan,
  type Moment,
  type Plan,
  type ProcessPlan,
  type Settings,
} from './plan.ts';

// Times lie on a coarse grid, so that many things fall on the same moment. What comes first is the simplest, to which
// fast-check shrinks; what stands twice is drawn twice as often.

const settings: Arbitrary<Settings> = fc.record({
  maxDequeueCount: fc.constantFrom(2, 1, 3, 4),
  maxMessages: fc.constantFrom(1, 1, 2, 3, Infinity),
  concurrency: fc.constantFrom(1, 1, 2, 3),
  lease: fc.constantFrom(2_000, 1_000, 5_000, 10_000, 30_000),
  retryDelay: fc.constantFrom(0, 0, 1_000, 4_000),
  grace: fc.constantFrom(0, 1_000, 4_000, 20_000),
  executionTimeout: fc.constantFrom(undefined, undefined, 1_000, 3_000),
  idleTimeout: fc.constantFrom(0, 0, 1_000, 4_000),
  maxRunTime: fc.constantFrom(undefined, undefined, 1_000, 4_000),
  poisonFormat: fc.constantFrom('body', 'envelope'),
  callBound: fc.constantFrom(1_000, 10_000),
});

const execution: Arbitrary<ExecutionPlan> = fc.record({
  work: fc.constantFrom(0, 0, 500, 1_000, 2_500, 6_000, Infinity),
  saves: fc.constantFrom('nothing', 'nothing', 'nothing', 'before', 'after', 'unawaited'),
  heeds: fc.constantFrom(0, 0, 500, 2_500, 4_000, Infinity),
  end: fc.constantFrom('return', 'return', 'throw', 'throw', 'poison', 'retry', 'busy'),
});

const message: Arbitrary<MessagePlan> = fc.record({
  sentAt: fc.constantFrom(0, 0, 0, 500, 3_000),
  executions: fc.array(execution, { maxLength: 4 }),
});

const call: Arbitrary<CallPlan> = fc.record({
  there: fc.constantFrom(0, 0, 0, 250, 500, 1_000, 11_000),
  back: fc.constantFrom(0, 0, 0, 250, 500, 1_000, Infinity),
  fault: fc.oneof(
    { weight: 7, arbitrary: fc.constant('none') },
    { weight: 2, arbitrary: fc.constantFrom('answer-lost', 'request-lost') },
    { weight: 3, arbitrary: fc.constantFrom('unreachable', 'busy', 'forbidden') },
  ),
});

const moment: Arbitrary<Moment> = fc.oneof(
  fc.record({ step: fc.integer({ min: 1, max: 16 }) }),
  fc.record({ during: fc.constantFrom(...CALLS) }),
  fc.record({ after: fc.constantFrom(0, 250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000) }),
);
const length = fc.constantFrom(1_000, 3_000, 12_000, 40_000);

const disturbance: Arbitrary<Disturbance> = fc.oneof(
  fc.record({ kind: fc.constantFrom('stop', 'crash'), when: moment }),
  fc.record({ kind: fc.constantFrom('pause', 'suspend'), when: moment, length }),
  fc.record({
    kind: fc.constant('outage'),
    when: moment,
    length,
    fault: fc.constantFrom('unreachable', 'busy', 'request-lost', 'answer-lost'),
  }),
);

const process: Arbitrary<ProcessPlan> = fc.record({
  startsAt: fc.constantFrom(0, 0, 500, 2_000, 4_000, 7_000),
  calls: fc.array(call, { maxLength: 10 }),
  disturbances: fc.array(disturbance, { maxLength: 3 }),
});

export const plan: Arbitrary<Plan> = fc.record({
  settings,
  messages: fc.array(message, { minLength: 1, maxLength: 3 }),
  processes: fc.array(process, { minLength: 1, maxLength: 3 }),
  order: fc.noBias(fc.nat()),
});

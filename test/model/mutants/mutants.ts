import type { PromiseName } from '../check/check.ts';

/** The library with one fault in it. */
export interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  /** A promise that it breaks. */
  readonly breaks: PromiseName;
  /** Where in the compiled library. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Faults that somebody might make, or that an older version had; each must be found by the histories. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'settles before the execution has ended',
    breaks: 'settled after its execution',
    file: 'delivery/execution.js',
    from: 'await call(this.#abort.signal);',
    to: 'Promise.resolve(call(this.#abort.signal)).catch(() => {});',
  },
  {
    name: 'does not wait for an executor that ends after the abort',
    breaks: 'settled after its execution',
    file: 'delivery/delivery.js',
    from: 'Duration.ofSeconds(3)',
    to: 'Duration.ofSeconds(0)',
  },
  {
    name: 'deletes before it sends the copy',
    breaks: 'deleted with a reason',
    file: 'delivery/settlement.js',
    from: 'await retryUntil(() => Math.min(leaseEnd, deadline()), send, clock);',
    to: 'await this.#complete(settled); await send(); return settled;',
  },
  {
    name: 'sends no copy',
    breaks: 'deleted with a reason',
    file: 'delivery/settlement.js',
    from: 'await retryUntil(() => Math.min(leaseEnd, deadline()), send, clock);',
    to: '',
  },
  {
    name: 'deletes although the copy could not be sent',
    breaks: 'deleted with a reason',
    file: 'delivery/settlement.js',
    from: 'return this.#release(options.visibilityTimeout, {',
    to: 'return this.#complete({',
  },
  {
    name: 'copies a message while progress is being saved',
    breaks: 'progress is kept',
    file: 'delivery/settlement.js',
    from: 'await lease.quiet();',
    to: '',
  },
  {
    name: 'renews while it settles',
    breaks: 'settled in the end',
    file: 'delivery/lease.js',
    from: 'const turn = this.#turn.then(call, call);',
    to: 'const turn = Promise.resolve().then(call);',
  },
  {
    name: 'renews only once',
    breaks: 'one holder at a time',
    file: 'delivery/lease.js',
    from: 'this.#renewAt(since + length / 2);',
    to: '',
  },
  {
    name: 'reckons a renewed lease from the answer',
    breaks: 'one holder at a time',
    file: 'delivery/lease.js',
    from: 'this.#endsAt = since + length;',
    to: 'this.#endsAt = clock.now() + length;',
  },
  {
    name: 'reckons a received lease from the answer',
    breaks: 'one holder at a time',
    file: 'runner/receive.js',
    from: 'return { messages: await queue.receive(options), since };',
    to: 'return { messages: await queue.receive(options), since: clock.now() };',
  },
  {
    name: 'does not abort an execution whose lease is lost',
    breaks: 'one holder at a time',
    file: 'delivery/delivery.js',
    from: 'onLost: (error) => this.#execution?.abort(error)',
    to: 'onLost: () => {}',
  },
  {
    name: 'settles although the lease is lost',
    breaks: 'hands off a lost lease',
    file: 'delivery/delivery.js',
    from: `may not be touched any more.
        if (this.#lease.lost !== undefined)`,
    to: `may not be touched any more.
        if (false)`,
  },
  {
    name: 'executes once too often',
    breaks: 'poisoned after its last attempt',
    file: 'delivery/delivery.js',
    from: 'if (this.dequeueCount > options.maxDequeueCount)',
    to: 'if (this.dequeueCount > options.maxDequeueCount + 1)',
  },
  {
    name: 'executes once too few',
    breaks: 'poisoned after its last attempt',
    file: 'delivery/delivery.js',
    from: 'if (this.dequeueCount > options.maxDequeueCount)',
    to: 'if (this.dequeueCount >= options.maxDequeueCount)',
  },
  {
    name: 'gives a failed message one attempt too many',
    breaks: 'poisoned after its last attempt',
    file: 'delivery/judge-failure.js',
    from: 'dequeueCount >= maxDequeueCount',
    to: 'dequeueCount > maxDequeueCount',
  },
  {
    name: 'gives a failed message one attempt too few',
    breaks: 'poisoned after its last attempt',
    file: 'delivery/judge-failure.js',
    from: 'dequeueCount >= maxDequeueCount',
    to: 'dequeueCount + 1 >= maxDequeueCount',
  },
  {
    name: 'takes a stale receipt for a deletion that certainly had not happened',
    breaks: 'told the truth',
    file: 'delivery/retry-until.js',
    from: 'mayHaveTakenEffect ||= error.mayHaveTakenEffect;',
    to: 'mayHaveTakenEffect = true;',
  },
  {
    name: 'takes a stale receipt for a deletion although a renewal may have replaced it',
    breaks: 'told the truth',
    file: 'delivery/retry-until.js',
    from: '!isReceiptDoubtful &&',
    to: '',
  },
  {
    name: 'takes a message for deleted that could not be',
    breaks: 'told the truth',
    file: 'delivery/settlement.js',
    from: `return settled;
        }
        catch (error) {
            return lost(error, settled.reason);`,
    to: `return settled;
        }
        catch (error) {
            return settled;`,
  },
  {
    name: 'cancels a settle at the end of the grace',
    breaks: 'settled in the end',
    file: 'delivery/delivery.js',
    from: 'Math.max(begun, this.#aborted.at) + SETTLE_IN_SHUTDOWN',
    to: 'Math.max(begun, this.#aborted.at)',
  },
  {
    name: 'forgets at a stop what it received ahead',
    breaks: 'settled in the end',
    file: 'runner/run.js',
    from: `delivery.abort(this.#stop.reason);
                this.#execute(delivery);`,
    to: ';',
  },
  {
    name: 'forgets at the end of its time what it received ahead',
    breaks: 'settled in the end',
    file: 'runner/run.js',
    from: 'delivery.giveBack()',
    to: 'undefined',
  },
  {
    name: 'goes on after a stop',
    breaks: 'nothing begins after the stop',
    file: 'runner/run-limits.js',
    from: 'return this.#stop.aborted || this.#isTimeUp;',
    to: 'return this.#isTimeUp;',
  },
  {
    name: 'lets executions go on after the grace',
    breaks: 'over in time',
    file: 'runner/run-limits.js',
    from: 'onGraceOver(reason)',
    to: '{}',
  },
  {
    name: 'does not tell that storage is out of reach',
    breaks: 'told the truth',
    file: 'runner/exit-code.js',
    from: 'if (error !== undefined)',
    to: 'if (false)',
  },
  {
    name: 'begins a message anew that was delivered too often',
    breaks: 'poisoned after its last attempt',
    file: 'delivery/judge-unfinished.js',
    from: 'dequeueCount === maxDequeueCount',
    to: 'dequeueCount >= maxDequeueCount',
  },
];

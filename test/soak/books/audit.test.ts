import { beforeEach, describe, expect, it } from 'vitest';
import { audit } from './audit.ts';
import { RoundFixture } from './evidence.fixture.ts';
import { gatherStories } from './story.ts';

let round: RoundFixture;

beforeEach(() => {
  round = new RoundFixture();
});

function found(): string[] {
  const { evidence } = round;
  return audit(evidence, gatherStories(evidence)).map(({ what }) => what);
}

describe('audit of a message', () => {
  it('finds nothing wrong with one that is executed to its end and deleted', () => {
    round.process().completes(1).exits(0);
    expect(found()).toEqual([]);
  });

  it('finds one that is gone without a trace', () => {
    expect(found()).toEqual(['Message 1: It is LOST.']);
  });

  it('finds one that is deleted before its execution has ended', () => {
    round.process().receives(1).begins(1).deletes(1).ends(1).exits(0);
    expect(found()).toEqual([
      'Message 1: It was deleted without a right to: delivery 1 of message-1 by process 1.',
    ]);
  });

  it('finds one that is deleted after it failed', () => {
    round.process().receives(1).begins(1).ends(1, 'failed').deletes(1).exits(10);
    expect(found()).toEqual([
      'Message 1: It is LOST.',
      'Message 1: It was deleted without a right to: delivery 1 of message-1 by process 1.',
    ]);
  });

  it('finds one that is left in the queue', () => {
    round.process().completes(1).exits(0);
    round.left = 1;
    expect(found()).toEqual(['1 messages are left in the queue.']);
  });

  it('finds steps that are done again though they were saved', () => {
    round.process().receives(1).begins(1).saves(1, 2).dies();
    round.process().receives(1).begins(1, 1).ends(1).deletes(1).exits(0);
    expect(found()).toEqual([
      'Message 1: It found 1 steps done of 2: delivery 2 of message-1 by process 2.',
    ]);
  });
});

describe('audit of what is poisoned', () => {
  it('finds nothing wrong with a message that failed as often as it may', () => {
    const process = round.process();
    for (let delivery = 1; delivery < round.maxDequeueCount; delivery++) {
      process.receives(1).begins(1).ends(1, 'failed').releases(1);
    }
    process.receives(1).begins(1).ends(1, 'failed');
    round.poisons(1);
    process.deletes(1).exits(11);
    expect(found()).toEqual([]);
  });

  it('finds nothing wrong with a message that cannot succeed', () => {
    const process = round.process().receives(1).begins(1).ends(1, 'poison');
    round.poisons(1);
    process.deletes(1).exits(11);
    expect(found()).toEqual([]);
  });

  it('finds nothing wrong with a message whose processes were killed as often as it may', () => {
    for (let delivery = 1; delivery <= round.maxDequeueCount; delivery++) {
      round.process().receives(1).begins(1).dies();
    }
    const last = round.process().receives(1);
    round.poisons(1);
    last.deletes(1).exits(11);
    expect(found()).toEqual([]);
  });

  it('finds a message that had attempts left', () => {
    const process = round.process().receives(1).begins(1).ends(1, 'failed');
    round.poisons(1);
    process.deletes(1).exits(11);
    expect(found()).toEqual([
      'Message 1: It was deleted without a right to: delivery 1 of message-1 by process 1.',
      'Message 1: It was poisoned though attempts were left of 3.',
    ]);
  });

  it('finds a message that is given another chance though it had as many as it may', () => {
    for (let delivery = 1; delivery <= round.maxDequeueCount; delivery++) {
      round.process().receives(1).begins(1).dies();
    }
    const process = round.process().receives(1);
    process.deletes(1).completes(1, { id: 'copy-1' }).exits(0);
    expect(found()).toEqual([
      'Message 1: It was deleted without a right to: delivery 4 of message-1 by process 4.',
    ]);
  });

  it('finds nothing wrong with another chance for a message that nobody began on its last', () => {
    for (let delivery = 1; delivery < round.maxDequeueCount; delivery++) {
      round.process().receives(1).begins(1).dies();
    }
    round.process().receives(1).deletes(1).completes(1, { id: 'copy-1' }).exits(0);
    expect(found()).toEqual([]);
  });

  it('finds a message that is not what was sent', () => {
    const process = round.process().receives(1).begins(1).ends(1, 'poison');
    round.poisons(1, `${round.text(1)} `);
    process.deletes(1).exits(11);
    expect(found()).toEqual([`Message 1: It lies in the poison queue changed: ${round.text(1)} `]);
  });

  it('finds a message that is executed once more than it may', () => {
    for (let delivery = 1; delivery <= round.maxDequeueCount; delivery++) {
      round.process().receives(1).begins(1).dies();
    }
    round.process().completes(1).exits(0);
    expect(found()).toEqual([
      'Message 1: It was executed too often: delivery 4 of message-1 by process 4.',
    ]);
  });
});

describe('audit of a message that comes back', () => {
  const FOUND =
    'Message 1: It came back without a reason after delivery 1 of message-1 by process 1.';

  it.each(['failed', 'retry', 'aborted'] as const)(
    'finds nothing wrong with a release after its execution has %s',
    (how) => {
      round.process().receives(1).begins(1).ends(1, how).releases(1).completes(1).exits(10);
      expect(found()).toEqual([]);
    },
  );

  it('finds nothing wrong when its process has died, even after the execution', () => {
    round.process().receives(1).begins(1).ends(1).dies();
    round.process().completes(1).exits(0);
    expect(found()).toEqual([]);
  });

  it.each(['reset before effect', '500 after effect', 'no answer'] as const)(
    'finds nothing wrong when every deletion meets a fault until the lease ends: %s',
    (fault) => {
      const process = round.process().receives(1).begins(1).ends(1);
      round.later(1_600);
      process.deletes(1, { fault }).exits(12);
      round.process().completes(1).exits(0);
      expect(found()).toEqual([]);
    },
  );

  it('finds a deletion that is not tried again', () => {
    const fault = '503 server busy';
    round.process().receives(1).begins(1).ends(1).deletes(1, { fault }).exits(12);
    round.process().completes(1).exits(0);
    expect(found()).toEqual([
      'Message 1: Its deletion was not tried again: delivery 1 of message-1 by process 1.',
    ]);
  });

  it('finds nothing wrong when its process got no answer to its receive', () => {
    round.process().receives(1, { fault: 'reset after effect' }).exits(21);
    round.process().completes(1).exits(0);
    expect(found()).toEqual([]);
  });

  it('finds nothing wrong when its process stood still', () => {
    const process = round.process().receives(1).begins(1);
    round.later(2_000);
    process.notes({ event: 'still', for: 2_000 });
    round.process().completes(1).exits(0);
    process.is({ stdout: '{"level":"warn","message":"The lease of message message-1 ran out"}' });
    process.ends(1).exits(12);
    expect(found()).toEqual([]);
  });

  it('finds one that nobody gave back', () => {
    const process = round.process().receives(1).begins(1).ends(1, 'failed').exits(10);
    process.completes(1).exits(10);
    expect(found()).toEqual([FOUND]);
  });

  it('finds one that was executed to its end and given back', () => {
    round.process().receives(1).begins(1).ends(1).releases(1).completes(1).exits(0);
    expect(found()).toEqual([FOUND]);
  });

  it('finds one whose requests were only slow', () => {
    round.process().receives(1).begins(1).ends(1).deletes(1, { fault: 'latency' }).exits(0);
    round.process().completes(1).exits(0);
    expect(found()).toEqual([FOUND]);
  });
});

describe('audit of a message that is delivered during an execution', () => {
  it('finds an executor that goes on undisturbed', () => {
    const first = round.process().receives(1, { fault: 'reset after effect' }).begins(1);
    round.process().completes(1).exits(0);
    first.ends(1).exits(12);
    expect(found()).toEqual([
      'Message 1: It was delivered again during an execution: delivery 1 of message-1 by process 1.',
    ]);
  });

  it('finds nothing wrong when the executor was told', () => {
    const first = round
      .process()
      .receives(1, { fault: 'reset after effect' })
      .begins(1)
      .isAborted(1);
    round.process().completes(1).exits(0);
    first.ends(1).exits(12);
    expect(found()).toEqual([]);
  });

  it('finds a process that stood still and does not say so', () => {
    const first = round.process().receives(1).begins(1).isSent('SIGSTOP');
    round.later(2_000);
    round.process().completes(1).exits(0);
    first.isSent('SIGCONT').ends(1).exits(12);
    expect(found()).toEqual([
      'Message 1: It was delivered again during an execution, silently: delivery 1 of message-1 by process 1.',
    ]);
  });
});

describe('audit of a message that is received', () => {
  it('finds nothing wrong when SIGTERM comes while it is under way', () => {
    round.process().isSent('SIGTERM').completes(1).exits(0);
    expect(found()).toEqual([]);
  });

  it('finds one that is received long after SIGTERM', () => {
    const process = round.process().isSent('SIGTERM');
    round.later(1_000);
    process.completes(1).exits(0);
    expect(found()).toEqual([
      'Message 1: It was received after SIGTERM: delivery 1 of message-1 by process 1.',
    ]);
  });
});

describe('audit of a process', () => {
  const process = () => round.process().completes(1);

  it.each([
    ['Its exit code is 1.', () => process().exits(1)],
    ['It exited with 143 unasked.', () => process().exits(143)],
    ['It exited with 21 though the queue was there.', () => process().exits(21)],
    ['It did not end.', () => process().dies().is({ isOverdue: true })],
    ['SIGKILL ended it, which nobody had sent.', () => process().dies().is({ signals: [] })],
    [
      'SIGTERM ended it at work.',
      () => process().isSent('SIGTERM').dies().is({ endedBy: 'SIGTERM' }),
    ],
    [
      'It exited with 0 though an executor failed.',
      () =>
        round.process().receives(1).begins(1).ends(1, 'failed').releases(1).completes(1).exits(0),
    ],
    [
      'Its termination message is not one line: {}\n\n',
      () => process().is({ terminationMessage: '{}\n\n' }),
    ],
    [
      'It exited with 0, its termination message says 10.',
      () => process().is({ terminationMessage: '{"exitCode":10}\n' }),
    ],
    [
      'It says what its logger does not: (node:1) Warning',
      () => process().is({ stderr: '(node:1) Warning' }),
    ],
  ])('finds: %s', (fault, play) => {
    play();
    expect(found()).toEqual([`Process 1: ${fault}`]);
  });

  it('finds a secret in its output', () => {
    const key = 'c2VjcmV0c2VjcmV0c2VjcmV0';
    const stdout = `{"level":"log","message":"${key}"}`;
    const settings = { ConnectionString: `AccountKey=${key};` };
    round.process(settings).completes(1).is({ stdout }).exits(0);
    expect(found()).toEqual([expect.stringMatching(/^Process 1: Shown is a secret/)]);
  });
});

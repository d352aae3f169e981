import { ConfigurationError } from 'nestjs-queue-job/tools';
import { checkAccess } from '../doctor/check-access.js';
import { checkNetwork } from '../doctor/check-network.js';
import { checkQueues } from '../doctor/check-queues.js';
import type { Finding } from '../doctor/finding.js';
import { checkSignature, describeSignIn, signInOf } from '../doctor/sign-in.js';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { Cell } from '../terminal/cell.js';
import type { Screen } from '../terminal/screen.js';
import type { Action } from './action.js';
import { connect, type Connection } from './connect.js';
import type { GlobalFlags } from './global-flags.js';

const MARKS: Readonly<Record<Finding['state'], Cell>> = {
  ok: { text: 'ok     ', style: 'green' },
  note: { text: 'note   ', style: 'yellow' },
  fault: { text: 'fault  ', style: 'red' },
};

export const doctor: Action<object> = async ({ io, screen, flags }) => {
  const findings: Finding[] = [];
  for await (const finding of examine(io, flags)) {
    findings.push(finding);
    tell(screen, finding);
  }
  const faults = findings.filter(({ state }) => state === 'fault');
  screen.json({
    findings: findings.map(({ about, state, text, wayOut }) => ({ about, state, text, wayOut })),
  });
  screen.line();
  screen.line(
    faults.length === 0
      ? 'Nothing is broken.'
      : `${faults.length === 1 ? 'One fault' : `${faults.length} faults`}. Mend the first, and look again.`,
  );
  return faults.reduce<ExitCode>(
    (worst, { exitCode = EXIT_CODE.incomplete }) => (exitCode > worst ? exitCode : worst),
    EXIT_CODE.ok,
  );
};

/** Looks at one thing after the other, until one makes it pointless to look at the next. */
async function* examine(io: Io, flags: GlobalFlags): AsyncGenerator<Finding> {
  let connection: Connection;
  try {
    connection = await connect(io, flags);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    yield* error.faults.map(({ subject, fault }) => ({
      about: 'settings',
      state: 'fault' as const,
      text: `${subject} ${fault}`,
      exitCode: EXIT_CODE.configurationInvalid,
    }));
    return;
  }
  const { options, queue, poison, clock } = connection;
  const signIn = signInOf(options);
  yield {
    about: 'settings',
    state: 'ok',
    text: `Queue ${queue.name}, poison queue ${poison.name}, signed in with ${describeSignIn(signIn)}.`,
  };
  for (const check of [
    async () => checkSignature(signIn, clock.now()),
    async () => (queue.address === undefined ? [] : checkNetwork(queue.address, io)),
    () => checkAccess(queue, signIn),
    () => checkAccess(poison, signIn),
    () => checkQueues(queue, poison, options),
  ]) {
    const findings = await check();
    yield* findings;
    if (findings.some(({ state, exitCode }) => state === 'fault' && exitCode !== undefined)) return;
  }
}

function tell(screen: Screen, { about, state, text, wayOut }: Finding): void {
  screen.line(MARKS[state], { text: about.padEnd(14), style: 'bold' }, text);
  if (wayOut !== undefined) screen.line(' '.repeat(21), { text: wayOut, style: 'dim' });
}

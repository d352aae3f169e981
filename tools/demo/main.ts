import { constants } from 'node:os';
import { startAzurite } from '../azurite.ts';
import { DemoError } from './demo.error.ts';
import { Narrator } from './narrator.ts';
import { Play } from './play.ts';
import { requireSample } from './pod.ts';
import { Screen } from './screen.ts';

/** Ends the demo early. Whatever it has started is then ended too. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interrupt(128 + constants.signals[signal]));
}
// Nobody reads any more, as in `npm run demo | head -5`.
process.stdout.on('error', () => interrupt(1));

try {
  requireSample();
  using screen = new Screen(process.stdout);
  screen.busy(() => 'Azurite starts');
  await using azurite = await startAzurite();
  await new Play(azurite, new Narrator(screen), interruption.signal).run();
} catch (error) {
  if (!interruption.signal.aborted) {
    console.error(error instanceof DemoError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

function interrupt(exitCode: number): void {
  process.exitCode = exitCode;
  interruption.abort();
}

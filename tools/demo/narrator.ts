import { isAboutDelivery, type LogEntry } from './log-entry.ts';
import { DETAIL_INDENT, podRow, podTableHeader } from './pod-table.ts';
import { SAMPLE, type PodEnd } from './pod.ts';
import { countMessages, type QueueContent } from './queues.ts';
import type { Screen } from './screen.ts';
import { QUEUE, SCENES, SETTINGS, type Scene } from './story.ts';

/** What a pod is doing, shown until disposed of. */
export interface Progress extends Disposable {
  /** Whose event it has, as soon as it is known. */
  event: string | undefined;
}

/** Puts what happens into words. */
export class Narrator {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** @param origin where the queue service listens */
  introduce(origin: string): void {
    this.#screen.line({
      text: 'Event-scaled Kubernetes jobs: one message, one pod',
      style: 'bold',
    });
    this.#screen.line();
    this.#screen.text(
      `Azurite at ${origin} stands in for Azure Storage, and this program for KEDA and the ` +
        `kubelet: while a message is visible in ${QUEUE}, it starts one pod after the other, ` +
        `each a process of ${SAMPLE} that receives one message, has it executed, settles it and exits. ` +
        `The column Kubernetes tells what a pod failure policy makes of the exit code.`,
    );
    this.#screen.line();
    this.#showSetting('MaxDequeueCount', 'deliveries at most, then the poison queue');
    this.#showSetting('ShutdownGracePeriod', 'seconds to finish after SIGTERM');
  }

  /** Says what is sent, and what to expect of it. */
  introduceScene({ title, events }: Scene): void {
    this.#screen.heading(title);
    const width = Math.max(...events.map(({ body }) => body.length));
    for (const { body, fate } of events) {
      this.#screen.line({ text: `  ${body.padEnd(width)}  ` }, { text: fate, style: 'cyan' });
    }
    if (events.length > 0) this.#screen.line();
    this.#screen.line(...podTableHeader());
  }

  /** Shows that a pod is at work. */
  followPod(number: number): Progress {
    const screen = this.#screen;
    const progress = {
      event: undefined as string | undefined,
      [Symbol.dispose]: () => screen.rest(),
    };
    screen.busy(() => `pod ${number} ${progress.event ? `has ${progress.event}` : 'starts'}`);
    return progress;
  }

  /** Shows how a pod ended: a row, what it logged, and the reason it left for the kubelet. */
  showPod(number: number, event: string | undefined, end: PodEnd): void {
    this.#screen.line(...podRow({ number, event, end }, SETTINGS.MaxDequeueCount));
    const reasons = end.terminationMessage?.deliveries.flatMap(({ reason }) => reason ?? []) ?? [];
    const logged = end.log.filter((entry) => !isAboutDelivery(entry)).map(describe);
    for (const detail of [...logged, ...reasons]) {
      this.#screen.text(detail, { indent: DETAIL_INDENT, style: 'dim' });
    }
  }

  /** Shows what lies in the queues. */
  showQueues(contents: Readonly<Record<string, QueueContent>>): void {
    this.#screen.heading('What lies in the queues now');
    const width = Math.max(...Object.keys(contents).map((name) => name.length));
    for (const [name, { count, bodies }] of Object.entries(contents)) {
      this.#screen.line({
        text: `  ${name.padEnd(width)}  ${countMessages(count).padEnd(12)}${bodies.join(' ')}`,
      });
    }
    this.#screen.text('"poisen" (sic) is the default of the setting PoisonQueueSuffix.', {
      indent: 2,
      style: 'dim',
    });
  }

  /** Says what was seen, once it went as told. */
  conclude(pods: number): void {
    const created = SCENES.flatMap(({ events }) => events).filter(
      ({ endings }) => endings.at(-1)?.[0] === 'completed',
    );
    this.#screen.line();
    this.#screen.text(
      `${pods} pods, ${created.length} guardians: what failed or was cut short came back and was tried ` +
        'again, what cannot succeed waits in the poison queue for a person, and nothing was lost.',
      { style: 'green' },
    );
    this.#screen.text(
      'How to write such a job and deploy it: README.md. What you saw at work: apps/guardians-sample/src.',
    );
  }

  #showSetting(name: keyof typeof SETTINGS, meaning: string): void {
    this.#screen.line(
      { text: `  ${`${name}=${SETTINGS[name]}`.padEnd(23)}` },
      { text: meaning, style: 'cyan' },
    );
  }
}

function describe({ message, fields }: LogEntry): string {
  const details = Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`);
  return details.length === 0 ? message : `${message}: ${details.join(', ')}`;
}

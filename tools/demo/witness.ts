import { DemoError } from './demo.error.ts';
import type { PodEnd } from './pod.ts';
import { countMessages, type QueueContent } from './queues.ts';
import { POISON_QUEUE, QUEUE, type Ending, type StoryEvent } from './story.ts';

/** Compares what happens with what the story tells. */
export class Witness {
  readonly #testimonies = new Map<
    string,
    { readonly event: StoryEvent; readonly seen: Ending[] }
  >();

  /** Takes note of an event that was sent. */
  expect(messageId: string, event: StoryEvent): void {
    this.#testimonies.set(messageId, { event, seen: [] });
  }

  /** The event that a message carries. */
  eventOf(messageId: string | undefined): StoryEvent | undefined {
    return messageId === undefined ? undefined : this.#testimonies.get(messageId)?.event;
  }

  /**
   * Takes note of a pod's end.
   *
   * @throws DemoError when it failed without a delivery, as every further pod would
   */
  see(pod: number, { exitCode, terminationMessage }: PodEnd): void {
    const delivery = terminationMessage?.deliveries[0];
    if (delivery !== undefined) {
      this.#testimonies.get(delivery.messageId)?.seen.push([delivery.outcome, exitCode]);
    } else if (exitCode !== 0) {
      throw new DemoError(
        `The demo ends here: pod ${pod} ended with exit code ${exitCode} and without a delivery.`,
      );
    }
  }

  /** @throws DemoError when events or queues did not end as told */
  judge(contents: Readonly<Record<string, QueueContent>>): void {
    const testimonies = [...this.#testimonies.values()];
    const poisoned = testimonies.filter(({ event }) => event.endings.at(-1)?.[0] === 'poisoned');
    const faults = [
      ...testimonies.map(({ event, seen }) => compare(event.name, tell(event.endings), tell(seen))),
      ...Object.entries({ [QUEUE]: [], [POISON_QUEUE]: poisoned }).map(([name, held]) => {
        const bodies = held.map(({ event }) => event.body);
        return compare(
          name,
          tellContent({ count: bodies.length, bodies }),
          tellContent(contents[name]),
        );
      }),
    ].filter((fault) => fault !== undefined);
    if (faults.length > 0) throw new DemoError(['It did not go as told.', ...faults].join('\n  '));
  }
}

function compare(name: string, told: string, seen: string): string | undefined {
  return seen === told ? undefined : `${name}: ${told} was told; ${seen} was seen.`;
}

function tell(endings: readonly Ending[]): string {
  return endings.map(([outcome, exitCode]) => `${outcome} (${exitCode})`).join(', ') || 'nothing';
}

function tellContent(content: QueueContent | undefined): string {
  if (content === undefined) return 'no queue';
  return [countMessages(content.count), ...content.bodies].join(' ');
}

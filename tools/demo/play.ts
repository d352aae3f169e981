import type { Azurite } from '../azurite.ts';
import type { Narrator } from './narrator.ts';
import { runPod } from './pod.ts';
import { Queues } from './queues.ts';
import { QUEUE, SCENES, SETTINGS, type Scene } from './story.ts';
import { Witness } from './witness.ts';

/** More than the story has deliveries, so that one that goes wrong comes to an end too. */
const MAX_PODS = 15;

/** The story in motion: sends its events and does what Kubernetes would. */
export class Play {
  readonly #azurite: Azurite;
  readonly #narrator: Narrator;
  readonly #abort: AbortSignal;
  readonly #queues: Queues;
  readonly #witness = new Witness();
  #pods = 0;

  /** @param abort ends it early, and kills the pod that runs */
  constructor(azurite: Azurite, narrator: Narrator, abort: AbortSignal) {
    this.#azurite = azurite;
    this.#narrator = narrator;
    this.#abort = abort;
    this.#queues = new Queues(azurite.connectionString, QUEUE);
  }

  /** @throws DemoError when it did not go as told */
  async run(): Promise<void> {
    this.#abort.throwIfAborted();
    this.#narrator.introduce(this.#azurite.origin);
    await this.#queues.create();
    for (const scene of SCENES) await this.#play(scene);

    const contents = await this.#queues.contents();
    this.#narrator.showQueues(contents);
    this.#witness.judge(contents);
    this.#narrator.conclude(this.#pods);
  }

  async #play(scene: Scene): Promise<void> {
    this.#narrator.introduceScene(scene);
    for (const event of scene.events) {
      this.#witness.expect(await this.#queues.send(event.body), event);
    }
    let isEvicted = scene.isFirstPodEvicted ?? false;
    // A scene without events has its pod too, as if a CronJob had started it.
    do {
      await this.#runPod(isEvicted);
      isEvicted = false;
    } while ((await this.#queues.isMessageVisible()) && this.#pods < MAX_PODS);
  }

  async #runPod(isEvicted: boolean): Promise<void> {
    const number = ++this.#pods;
    using progress = this.#narrator.followPod(number);
    const end = await runPod({
      environment: environmentOf(this.#azurite),
      abort: this.#abort,
      onReceived: (messageId, evict) => {
        progress.event = this.#witness.eventOf(messageId)?.name;
        if (isEvicted) evict();
      },
    });
    const messageId = end.terminationMessage?.deliveries[0]?.messageId;
    this.#narrator.showPod(number, this.#witness.eventOf(messageId)?.name, end);
    this.#witness.see(number, end);
  }
}

/** The pod template's environment: a container inherits nothing either. */
function environmentOf({ connectionString }: Azurite): Readonly<Record<string, string>> {
  const settings = { QueueName: QUEUE, ConnectionString: connectionString, ...SETTINGS };
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`StorageAccount__${name}`, value]),
  );
}

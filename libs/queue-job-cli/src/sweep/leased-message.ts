import type { MessageHandle, ReceivedMessage } from 'nestjs-queue-job/tools';

/** A message in our hands. */
export class LeasedMessage {
  readonly received: ReceivedMessage;
  #handle: MessageHandle;
  #until: number;

  /** @param until when the lease ends by our own clock, counted from before it was asked for */
  constructor(received: ReceivedMessage, until: number) {
    this.received = received;
    this.#handle = received;
    this.#until = until;
  }

  /** What it is settled with: the newest. */
  get handle(): MessageHandle {
    return this.#handle;
  }

  get until(): number {
    return this.#until;
  }

  renewed(handle: MessageHandle, until: number): void {
    this.#handle = handle;
    this.#until = until;
  }
}

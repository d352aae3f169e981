/** What a message of the soak asks of its executor. Times in milliseconds. */
export type Task =
  /** Takes its time, unless the signal is aborted. */
  | { readonly do: 'succeed'; readonly ms: number }
  /** Throws, up to this delivery or always. */
  | { readonly do: 'fail'; readonly ms: number; readonly untilDelivery?: number }
  /** Throws a `PoisonMessageError`. */
  | { readonly do: 'poison' }
  /** Throws a `RetryMessageError`, up to this delivery. */
  | { readonly do: 'retry'; readonly untilDelivery: number }
  /** Takes its time, whatever becomes of the signal. */
  | { readonly do: 'ignoreSignal'; readonly ms: number }
  /** Saves its progress after each of so many steps, of which each takes its time. */
  | { readonly do: 'steps'; readonly steps: number; readonly ms: number };

/** The body of a message of the soak. */
export interface SoakMessage {
  readonly number: number;
  readonly task: Task;
  /** How many steps are done, once there is progress. */
  readonly done?: number;
}

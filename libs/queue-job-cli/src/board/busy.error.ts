/** Thrown when messages are to be redriven or counted while others already are. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  constructor() {
    super('Another redrive is on its way, or its messages are counted. Try again when it is over.');
  }
}

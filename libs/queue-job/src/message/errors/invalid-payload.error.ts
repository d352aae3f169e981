import { printable } from '../../options/printable.js';
import { PoisonMessageError } from './poison-message.error.js';

/** One thing that is wrong with a payload. */
export interface PayloadIssue {
  /** Where: `weapons[0].damage`; empty for the payload as a whole. */
  readonly path: string;
  /** What is wrong there. */
  readonly message: string;
}

/** The longest list that is told; a hostile payload may have thousands. */
const MOST_TOLD = 10;
/** In characters: names of fields come from the payload, and rules may repeat what it says. */
const LONGEST_PATH = 128;
const LONGEST_MESSAGE = 256;

/** Thrown when a message's body is not the payload that its executor declares. */
export class InvalidPayloadError extends PoisonMessageError {
  override readonly name = 'InvalidPayloadError';

  constructor(readonly issues: readonly PayloadIssue[]) {
    super(describe(issues));
  }
}

function describe(issues: readonly PayloadIssue[]): string {
  const told = issues.slice(0, MOST_TOLD).map(({ path, message }) => {
    const fault = printable(message, LONGEST_MESSAGE);
    return path === '' ? fault : `${printable(path, LONGEST_PATH)}: ${fault}`;
  });
  const rest = issues.length - told.length;
  return `The payload is invalid: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

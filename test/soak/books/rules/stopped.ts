import { nameOf, type Rule } from './rule.ts';

/** In milliseconds: how long a receive may be under way when the signal comes, and the signal itself. */
const UNDER_WAY = 500;

/** A process that is told to end receives nothing more. */
export const stoppedWhenTold: Rule = ({ messages }, context) =>
  [...messages.values()]
    .flat()
    .filter(({ record, received }) => {
      const told = record.signals.find(({ signal }) => signal === 'SIGTERM')?.at ?? Infinity;
      const still = context.stillIn(record, { from: told, to: received.from });
      const isUp = record.journal.some(({ event, at }) => event === 'up' && at <= told);
      return isUp && received.from > told + UNDER_WAY + 2 * still;
    })
    .map((delivery) => `It was received after SIGTERM: ${nameOf(delivery)}.`);

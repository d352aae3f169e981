import { nameOf, type Rule } from './rule.ts';

/** An execution finds every step done that the library told an earlier one is saved. */
export const progressKept: Rule = ({ messages }) =>
  [...messages.values()].flatMap((deliveries) => {
    let saved = 0;
    const faults: string[] = [];
    for (const delivery of deliveries) {
      const { execution } = delivery;
      if (execution === undefined) continue;
      if (execution.done < saved) {
        faults.push(`It found ${execution.done} steps done of ${saved}: ${nameOf(delivery)}.`);
      }
      saved = Math.max(saved, execution.saved ?? 0);
    }
    return faults;
  });

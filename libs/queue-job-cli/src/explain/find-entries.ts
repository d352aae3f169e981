import { anchorOf } from './anchor.js';
import { SYMPTOMS, type Entry, type Passage } from './entry.js';
import { likenessOf, type Likeness } from './likeness.js';

/** In characters: a text that says less is found in many others, and counts only where nothing else does. */
const TELLING = 12;

/** The entry whose texts tell that all goes well. */
const HARMLESS = 'run';

interface Match extends Likeness {
  readonly entry: Entry;
  readonly text: string;
  readonly advice: Passage['advice'];
}

/** The entries of a name: a heading, its anchor, or an exit code; all of a part by the heading of that. */
export function findByName(entries: readonly Entry[], name: string): readonly Entry[] {
  const anchor = anchorOf(name);
  const named = (wanted: string) => entries.filter((entry) => anchorOf(entry.name) === wanted);
  const ofPart = entries.filter(({ part }) => anchorOf(part) === anchor);
  return [named(anchor), named(`exit-code-${anchor}`), ofPart].find(isNotEmpty) ?? [];
}

/** The entries in which all of these words are, in any order: a code of the network or of Azure, an alert, a symptom. */
export function findByWords(entries: readonly Entry[], words: string): readonly Entry[] {
  const wanted = words.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  return entries.filter((entry) => {
    const said = JSON.stringify(entry).toLowerCase();
    return wanted.length > 0 && wanted.every((word) => said.includes(word));
  });
}

/**
 * What explains a text, a line of a log say, in the order in which the text says it: of each entry the passage that is about it.
 */
export function findByText(entries: readonly Entry[], text: string): readonly Entry[] {
  // A terminal or a mail may have broken the line.
  const shown = text.replaceAll(/\s+/g, ' ');
  const all = entries
    .filter(({ part }) => part !== SYMPTOMS)
    .flatMap((entry) => matchesOf(entry, shown));
  const whole = all.filter(({ isPart }) => !isPart);
  const told = [whole.filter(({ weight }) => weight >= TELLING), whole, heaviest(all)];
  const matches = told.find(isNotEmpty) ?? [];
  const faults = matches.filter(({ entry }) => !isHarmless(entry));
  const left = faults.length > 0 ? faults : matches;
  return left
    .filter((one) => !left.some((other) => saysMore(other, one)))
    .toSorted((a, b) => a.at - b.at)
    .map(({ entry, text: one, advice }) => ({ ...entry, passages: [{ texts: [one], advice }] }));
}

/** Tells each entry once, with all that was found of it: several texts may have one entry, and many lines of a log say the same. */
export function eachOnce(found: readonly Entry[]): readonly Entry[] {
  const byName = Map.groupBy(found, ({ name }) => name);
  return [...byName.values()].map((those) => ({ ...those[0]!, passages: joined(those) }));
}

function joined(entries: readonly Entry[]): readonly Passage[] {
  const passages = entries.flatMap((entry) => entry.passages);
  const byAdvice = Map.groupBy(passages, ({ advice }) => advice.join('\n'));
  return [...byAdvice.values()].map((those) => ({
    texts: [...new Set(those.flatMap(({ texts }) => texts))],
    advice: those[0]!.advice,
  }));
}

/** Whether nothing is wrong where this explains a text. */
export function isHarmless({ name }: Entry): boolean {
  return name === HARMLESS;
}

function matchesOf(entry: Entry, shown: string): Match[] {
  return entry.passages.flatMap(({ texts, advice }) =>
    texts.flatMap((text) => {
      const likeness = likenessOf(text, shown);
      return likeness === undefined ? [] : [{ ...likeness, entry, text, advice }];
    }),
  );
}

function heaviest(matches: readonly Match[]): readonly Match[] {
  const most = Math.max(...matches.map(({ weight }) => weight));
  return matches.filter(({ weight }) => weight === most);
}

/** Whether a match says all that another does, and more: "… is not a duration. Write …" and "… is not a duration." */
function saysMore(more: Match, less: Match): boolean {
  return more.weight > less.weight && likenessOf(less.text, more.text)?.isPart === false;
}

const isNotEmpty = ({ length }: { readonly length: number }) => length > 0;

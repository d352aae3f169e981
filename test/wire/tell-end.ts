import { COPIES, type End } from './end.ts';

/** An end in words: "exits 10, released, 1 visible, 2 tries". */
export function tellEnd({ exitCode, outcome, left, tries }: End): string {
  const made = tries === undefined ? [] : [tries === 1 ? '1 try' : `${tries} tries`];
  return [`exits ${exitCode}`, outcome ?? 'no delivery', tellLeft(left), ...made].join(', ');
}

/** What is left, in words: "1 visible, 2 poisoned". */
export function tellLeft(left: End['left']): string {
  if (left === 'missing') return 'no queue';
  const { visible, hidden, poison = [] } = left;
  const told = [
    count(visible, 'visible'),
    hidden === 0 ? '' : `${hidden} hidden`,
    count(poison, 'poisoned'),
  ].filter((place) => place !== '');
  return told.length === 0 ? 'nothing left' : told.join(', ');
}

function count(texts: readonly string[], place: string): string {
  if (texts === COPIES) return `1 or more ${place}`;
  return texts.length === 0 ? '' : `${texts.length} ${place}`;
}

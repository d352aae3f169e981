/** @import { ShownQueue } from '../board-state.js' */
import { element } from './element.js';
import { age, number } from './words.js';

/**
 * A queue in numbers.
 *
 * @param {ShownQueue} queue
 * @param {'queue' | 'poison'} kind
 */
export function figuresOf({ name, count }, kind) {
  return element(
    'article',
    { class: 'card', 'data-kind': kind },
    element('h3', {}, element('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }), name),
    count === null ? missing(kind) : counts(count),
  );
}

/** @param {NonNullable<ShownQueue['count']>} count */
function counts({ approximateCount, visible, hidden, oldestAge }) {
  return element(
    'dl',
    {},
    fact('messages', number(approximateCount), 'main'),
    fact('visible', hidden === null ? `${visible}+` : number(visible)),
    fact('hidden', hidden === null ? '?' : number(hidden)),
    fact('oldest visible', oldestAge === undefined ? '–' : age(oldestAge)),
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} kind
 */
function fact(name, value, kind = '') {
  return element('div', { class: kind }, element('dt', {}, name), element('dd', {}, value));
}

/** @param {'queue' | 'poison'} kind */
function missing(kind) {
  return element(
    'p',
    { class: 'quiet' },
    kind === 'poison'
      ? 'Does not exist: nothing was ever poisoned, or PoisonQueueSuffix differs.'
      : 'Does not exist. Check its name; the job creates it.',
  );
}

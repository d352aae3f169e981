/** @import { BoardState, Sample } from '../board-state.js' */
import { element } from './element.js';
import { Plot } from './plot.js';
import { ageMarks, countMarks } from './scale.js';
import { age, number, timeOfDay } from './words.js';

/** How many rows the table has: samples are many, and the last tell most. */
const MOST_ROWS = 60;

/** Both queues over time: drawn, and as a table. */
export class Plots {
  #legend = element('ul', { class: 'legend' });
  #counts = new Plot({
    title: 'Messages',
    value: ({ count }) => count,
    marks: countMarks,
    words: number,
  });
  #ages = new Plot({
    title: 'Age of the oldest message that can be seen',
    value: ({ oldestAge }) => oldestAge,
    marks: ageMarks,
    words: age,
  });
  #rows = element('tbody');
  #table;
  /** @type {BoardState | undefined} */
  #state;

  /** @param {HTMLElement} place */
  constructor(place) {
    const heads = ['Time', 'Messages', 'Oldest', 'Poisoned', 'Oldest poisoned'];
    this.#table = element(
      'details',
      {},
      element('summary', {}, 'As a table'),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Both queues over time' },
        element(
          'table',
          {},
          element('caption', {}, 'Both queues over time, the last look first'),
          element(
            'thead',
            {},
            element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head))),
          ),
          this.#rows,
        ),
      ),
    );
    this.#table.addEventListener('toggle', () => this.#showRows());
    place.replaceChildren(this.#legend, this.#counts.figure, this.#ages.figure, this.#table);
  }

  /** @param {BoardState} state */
  show(state) {
    this.#state = state;
    if (this.#legend.childElementCount === 0) {
      this.#legend.replaceChildren(
        ...[/** @type {const} */ ('queue'), /** @type {const} */ ('poison')].map((kind) =>
          element(
            'li',
            {},
            element('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }),
            state[kind].name,
          ),
        ),
      );
    }
    this.#counts.show(state.samples);
    this.#ages.show(state.samples);
    this.#showRows();
  }

  #showRows() {
    if (!this.#table.open || this.#state === undefined) return;
    const { samples, now } = this.#state;
    const rows = samples.slice(-MOST_ROWS).toReversed();
    this.#rows.replaceChildren(...rows.map((sample) => rowOf(sample, now)));
  }
}

/**
 * @param {Sample} sample
 * @param {number} now
 */
function rowOf({ time, queue, poison }, now) {
  const cells = [queue, poison].flatMap((seen) => [
    seen === null ? '–' : number(seen.count),
    seen === null || seen.oldestAge === null ? '–' : age(seen.oldestAge),
  ]);
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, timeOfDay(time, now)),
    ...cells.map((cell) => element('td', {}, cell)),
  );
}

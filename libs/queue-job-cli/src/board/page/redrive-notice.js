/** @import { RedriveResult, RedriveState } from '../board-state.js' */
import { stop } from './calls.js';
import { button, byId, element } from './element.js';
import { messages, number } from './words.js';

/** Tells how far a redrive is, and how it ended. */
export class RedriveNotice {
  #place;
  /** The number of the redrive of which nobody wants to read any more. */
  #dismissed = 0;
  /** Which redrive is shown, and whether it was on its way. */
  #shown = '';
  #text = element('span');
  #bar = element('progress', { 'aria-label': 'Messages redriven' });
  #halt = button('', () => void stop());

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /** @param {RedriveState | null} state */
  show(state) {
    const isShown = state !== null && state.number !== this.#dismissed;
    const now = isShown ? `${state.number} ${state.isRunning}` : '';
    if (isShown && state.isRunning) this.#update(state);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#place.replaceChildren(...(isShown ? [this.#notice(state)] : []));
    // Whoever listens is told the beginning and the end, not every step.
    if (isShown) byId('announcement').textContent = state.result?.summary ?? this.#text.textContent;
  }

  /** @param {RedriveState} state */
  #update({ confirmed, gone, looked, toGiveBack, isStopping }) {
    this.#text.textContent =
      toGiveBack === null
        ? `Redriving: ${number(gone)} of ${messages(confirmed)}, ${number(looked)} looked at …`
        : `Redriven: ${number(gone)} of ${messages(confirmed)}. Giving ${number(toGiveBack)} others back …`;
    this.#halt.textContent = isStopping ? 'Stopping …' : 'Stop';
    this.#halt.disabled = isStopping;
    this.#bar.max = confirmed;
    this.#bar.value = gone;
  }

  /** @param {RedriveState} state */
  #notice({ number: which, result }) {
    if (result !== null) return this.#over(which, result);
    return element(
      'div',
      { class: 'notice' },
      element('div', { class: 'line' }, this.#text, this.#halt),
      this.#bar,
    );
  }

  /**
   * @param {number} which
   * @param {RedriveResult} result
   */
  #over(which, { summary, notes, troubles, error }) {
    const isGood = error === null && troubles.length === 0 && notes.length === 0;
    const dismiss = button('Dismiss', () => {
      this.#dismissed = which;
      this.show(null);
      byId('poison-title').focus();
    });
    return element(
      'div',
      { class: isGood ? 'notice' : 'notice fault' },
      element('div', { class: 'line' }, element('strong', {}, summary), dismiss),
      ...[...notes, error].map((note) => (note === null ? null : element('p', {}, note))),
      troubles.length === 0
        ? null
        : element('ul', {}, ...troubles.map(({ id, why }) => element('li', {}, `${id}: ${why}`))),
    );
  }
}

/** @import { Selection, ShownGroup, ShownMessage } from '../board-state.js' */
import { button, element } from './element.js';
import { focusedKey, focusKey } from './focus.js';
import { age, messages, NO_REASON, NO_REASON_HINT } from './words.js';

/** Poisoned messages by reason. What is unfolded stays so, and the focus where it is, when the groups are shown anew. */
export class Groups {
  #place;
  #onRedrive;
  /** @type {Set<string>} */
  #unfolded = new Set();

  /**
   * @param {HTMLElement} place
   * @param {(selection: Selection, what: string) => void} onRedrive
   */
  constructor(place, onRedrive) {
    this.#place = place;
    this.#onRedrive = onRedrive;
  }

  /**
   * @param {readonly ShownGroup[]} groups
   * @param {number} now
   */
  show(groups, now) {
    const focused = this.#place.contains(document.activeElement) ? focusedKey() : undefined;
    this.#place.replaceChildren(...groups.map((group) => this.#group(group, now)));
    if (groups.length === 0) {
      this.#place.append(element('p', { class: 'card empty' }, 'No poisoned message can be seen.'));
    }
    if (focused !== undefined) focusKey(focused);
    this.tick(now);
  }

  /**
   * Lets ages grow.
   *
   * @param {number} now
   */
  tick(now) {
    for (const time of this.#place.querySelectorAll('time')) {
      time.textContent = age(Math.max(0, now - Date.parse(time.dateTime)));
    }
  }

  /**
   * @param {ShownGroup} group
   * @param {number} now
   */
  #group({ key, reason, types, messages: together }, now) {
    const times = together.map(({ insertedOn }) => insertedOn);
    const list = element('ul', { class: 'messages', id: `group-${key}` });
    const toggle = this.#toggle(`group-${key}`, list, () => {
      list.replaceChildren(...together.map((message) => this.#message(message)));
      this.tick(now);
    });
    toggle.append(
      element('span', { class: 'count' }, String(together.length)),
      element(
        'span',
        {},
        element('span', { class: 'label' }, reason ?? NO_REASON),
        element('span', { class: 'about' }, ...aboutOf(types, times)),
      ),
    );
    const redrive = button(
      'Redrive …',
      () => this.#onRedrive({ group: key }, reason ?? NO_REASON),
      { 'data-key': `redrive-${key}`, 'aria-label': `Redrive all: ${reason ?? NO_REASON}` },
    );
    return element(
      'article',
      { class: 'card group' },
      element('div', { class: 'group-head' }, element('h3', {}, toggle), redrive),
      reason === null ? element('p', { class: 'hint quiet' }, NO_REASON_HINT) : null,
      list,
    );
  }

  /** @param {ShownMessage} message */
  #message(message) {
    const { id, type, insertedOn, preview } = message;
    const panel = element('div', { class: 'message', id: `message-${id}` });
    const toggle = this.#toggle(`message-${id}`, panel, () => {
      panel.replaceChildren(...this.#details(message));
    });
    toggle.append(
      element(
        'span',
        { class: 'row' },
        timeOf(insertedOn),
        element('span', {}, type ?? '–'),
        element('span', { class: 'label' }, preview),
      ),
    );
    return element('li', {}, toggle, panel);
  }

  /** @param {ShownMessage} message */
  #details({ id, facts, body, error }) {
    return [
      element(
        'dl',
        {},
        ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
      ),
      element('h4', {}, 'Body'),
      // Whoever has no pointer scrolls what has the focus.
      element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Body' }, body),
      ...(error === null
        ? []
        : [
            element('h4', {}, 'Error'),
            element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Error' }, error),
          ]),
      button('Redrive this message …', () => this.#onRedrive({ id }, `the message ${id}`), {
        'data-key': `redrive-${id}`,
      }),
    ];
  }

  /**
   * A button that unfolds something, whose content is made when it is.
   *
   * @param {string} key
   * @param {HTMLElement} panel
   * @param {() => void} fill
   */
  #toggle(key, panel, fill) {
    const show = () => {
      const isUnfolded = this.#unfolded.has(key);
      made.setAttribute('aria-expanded', String(isUnfolded));
      panel.hidden = !isUnfolded;
      if (isUnfolded) fill();
    };
    const made = element('button', {
      type: 'button',
      class: 'toggle',
      'aria-controls': key,
      'data-key': `toggle-${key}`,
    });
    made.addEventListener('click', () => {
      if (!this.#unfolded.delete(key)) this.#unfolded.add(key);
      show();
    });
    show();
    return made;
  }
}

/**
 * @param {readonly string[]} types
 * @param {readonly number[]} times
 */
function aboutOf(types, times) {
  const [oldest, newest] = [Math.min(...times), Math.max(...times)];
  const since =
    oldest === newest ? [timeOf(oldest), ' ago'] : [timeOf(newest), ' to ', timeOf(oldest), ' ago'];
  return types.length === 0 ? since : [`${types.join(', ')} · `, ...since];
}

/** @param {number} time */
function timeOf(time) {
  return element('time', { datetime: new Date(time).toISOString() });
}

/**
 * @param {readonly ShownGroup[]} groups
 * @param {number | undefined} total about how many there are
 */
export function noteOf(groups, total = 0) {
  const seen = groups.reduce((sum, group) => sum + group.messages.length, 0);
  if (seen === 0) return '';
  return total > seen
    ? `The first ${seen} of about ${messages(total)}, by reason. A redrive looks at all of them.`
    : `${messages(seen)}, by reason.`;
}

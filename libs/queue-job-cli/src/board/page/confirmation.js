/** @import { Selection } from '../board-state.js' */
import { preview, redrive } from './calls.js';
import { byId, element } from './element.js';
import { focusedKey, focusKey } from './focus.js';
import { messages } from './words.js';

/** Asks before messages are redriven, and tells how many they are before it asks. */
export class Confirmation {
  #dialog = /** @type {HTMLDialogElement} */ (byId('confirm'));
  #text = byId('confirm-text');
  #yes = byId('confirm-yes');
  #queueName;
  #onStarted;
  /** Ends what is asked for when the dialog closes. */
  #open = new AbortController();
  /** What has opened the dialog, and may have been shown anew when it closes. */
  #opener = '';
  /** @type {() => Promise<void>} */
  #onYes = async () => {};

  /**
   * @param {() => string} queueName where messages are sent
   * @param {() => void} onStarted
   */
  constructor(queueName, onStarted) {
    this.#queueName = queueName;
    this.#onStarted = onStarted;
    byId('confirm-no').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => {
      this.#open.abort();
      focusKey(this.#opener);
    });
    this.#yes.addEventListener('click', () => void this.#onYes());
  }

  /**
   * @param {Selection} selection
   * @param {string} what
   */
  async ask(selection, what) {
    this.#open = new AbortController();
    this.#opener = focusedKey() ?? '';
    const { signal } = this.#open;
    this.#yes.hidden = true;
    this.#tell([what, 'Counting …']);
    this.#dialog.showModal();
    try {
      const { selected, notes } = await preview(selection, signal);
      if (!signal.aborted) this.#offer(selection, what, selected, notes);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /**
   * @param {Selection} selection
   * @param {string} what
   * @param {number} selected
   * @param {readonly string[]} notes
   */
  #offer(selection, what, selected, notes) {
    if (selected === 0) {
      this.#tell([
        what,
        'None of these can be seen any more. Somebody else may have them in hand.',
        ...notes,
      ]);
      return;
    }
    const promise =
      'Each is sent, then deleted from the poison queue. Whatever happens in between makes a second copy, never a loss.';
    this.#tell([
      what,
      `${messages(selected)} would be sent back to ${this.#queueName()}.`,
      promise,
      ...notes,
    ]);
    this.#yes.textContent = `Redrive ${messages(selected)}`;
    this.#yes.hidden = false;
    this.#onYes = async () => {
      this.#yes.hidden = true;
      try {
        await redrive(selection, selected);
        this.#dialog.close();
        this.#onStarted();
      } catch (error) {
        this.#fail(error);
      }
    };
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#tell([`Nothing was done. ${error instanceof Error ? error.message : ''}`]);
  }

  /** @param {readonly string[]} lines */
  #tell(lines) {
    this.#text.replaceChildren(...lines.map((line) => element('p', {}, line)));
  }
}

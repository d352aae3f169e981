import { byId } from './element.js';

/** What has the focus, by a key that outlives the element. */
export function focusedKey() {
  return document.activeElement?.getAttribute('data-key') ?? undefined;
}

/**
 * Gives the focus to what has a key, or, when that is gone, to the title above it, so that a keyboard need not start anew.
 *
 * @param {string} key
 */
export function focusKey(key) {
  const found = [...document.querySelectorAll('button')].find((one) => one.dataset['key'] === key);
  (found ?? byId('poison-title')).focus();
}

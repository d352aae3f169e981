/** @import { BoardState, PoisonState, Preview, Selection } from '../board-state.js' */

/** @returns {Promise<BoardState>} */
export function readState() {
  return call('GET', '/api/state');
}

/** @returns {Promise<PoisonState>} */
export function readPoison() {
  return call('GET', '/api/poison');
}

/**
 * @param {Selection} selection
 * @param {AbortSignal} signal
 * @returns {Promise<Preview>}
 */
export function preview(selection, signal) {
  return call('POST', '/api/preview', selection, signal);
}

/**
 * @param {Selection} selection
 * @param {number} confirmed
 * @returns {Promise<object>}
 */
export function redrive(selection, confirmed) {
  return call('POST', '/api/redrive', { ...selection, confirmed });
}

/** @returns {Promise<object>} */
export function stop() {
  return call('POST', '/api/stop', {});
}

/**
 * @template T
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
async function call(method, path, body, signal) {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    ...(signal && { signal }),
  });
  // The board was started anew, and knows nobody.
  if (response.status === 401) location.reload();
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const UNITS = /** @type {const} */ ([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
]);

/**
 * A length of time in its two largest units, as the command line writes it: `2d 3h`, `5m 10s`, `0s`.
 *
 * @param {number} milliseconds
 */
export function age(milliseconds) {
  const first = UNITS.findIndex(([, size]) => milliseconds >= size);
  if (first === -1) return '0s';
  let rest = milliseconds;
  return UNITS.slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count}${unit}`;
    })
    .join(' ')
    .trimEnd();
}

/** @param {number} count */
export function messages(count) {
  return count === 1 ? '1 message' : `${number(count)} messages`;
}

/** @param {number} value */
export function number(value) {
  return value.toLocaleString('en');
}

/**
 * A time of day, with the date when it is not today's.
 *
 * @param {number} time in milliseconds since the epoch
 * @param {number} now
 */
export function timeOfDay(time, now) {
  const date = new Date(time);
  const clock = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date(now).toDateString()
    ? clock
    : `${date.toLocaleDateString('en-CA')} ${clock}`;
}

export const NO_REASON = 'Reason not told';

export const NO_REASON_HINT =
  'Without PoisonFormat=envelope, why these were given up stands in the log of the job.';

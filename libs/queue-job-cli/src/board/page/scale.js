const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Steps between marks that people read with ease, in milliseconds. */
const TIMES = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];

/**
 * Marks from 0 to `highest` or a little above, for a number of messages.
 *
 * @param {number} highest
 */
export function countMarks(highest) {
  const rough = Math.max(1, highest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 1,
  );
  return marks(step, highest);
}

/**
 * The same for a length of time, in milliseconds.
 *
 * @param {number} highest
 */
export function ageMarks(highest) {
  return marks(timeStep(highest / 4), highest);
}

/**
 * Marks between two times, in milliseconds since the epoch, on full hours, minutes or seconds of the place.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} most
 */
export function clockMarks(from, to, most) {
  const step = timeStep((to - from) / most);
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const found = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step)
    found.push(at);
  return found;
}

/** @param {number} least */
function timeStep(least) {
  return TIMES.find((one) => one >= least) ?? Math.ceil(least / (100 * DAY)) * 100 * DAY;
}

/**
 * @param {number} step
 * @param {number} highest
 */
function marks(step, highest) {
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

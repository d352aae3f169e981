/** @import { Sample, SampledQueue } from '../board-state.js' */
import { drawn, element } from './element.js';
import { clockMarks } from './scale.js';
import { timeOfDay } from './words.js';

const HEIGHT = 160;
const TOP = 12;
const BOTTOM = HEIGHT - 24;
const LEFT = 52;

/** In milliseconds: the plot is never narrower, so that the first samples do not fly about. */
const SHORTEST_SPAN = 30_000;

/** @type {readonly ('queue' | 'poison')[]} */
const KINDS = ['queue', 'poison'];

/**
 * @typedef {object} Measure what a plot shows of each queue
 * @property {string} title
 * @property {(queue: SampledQueue) => number | null} value
 * @property {(highest: number) => number[]} marks
 * @property {(value: number) => string} words
 */

/** A plot of both queues over time. */
export class Plot {
  #measure;
  /** @type {readonly Sample[]} */
  #samples = [];
  /** Where the pointer is, from the left, if it is there. */
  #pointer = NaN;
  #drawing = drawn('svg', { role: 'img' });
  #reading = element('span', { 'aria-hidden': 'true' });

  /** @param {Measure} measure */
  constructor(measure) {
    this.#measure = measure;
    this.figure = element(
      'figure',
      { class: 'plot' },
      element('figcaption', {}, element('span', {}, measure.title), this.#reading),
      this.#drawing,
    );
    new ResizeObserver(() => this.#draw()).observe(this.figure);
    this.#drawing.addEventListener('pointermove', ({ clientX }) =>
      this.#point(clientX - this.#drawing.getBoundingClientRect().left),
    );
    this.#drawing.addEventListener('pointerleave', () => this.#point(NaN));
  }

  /** @param {readonly Sample[]} samples */
  show(samples) {
    this.#samples = samples;
    this.#draw();
  }

  /** @param {number} x */
  #point(x) {
    this.#pointer = x;
    this.#draw();
  }

  #draw() {
    const width = this.figure.clientWidth;
    const last = this.#samples.at(-1);
    if (width === 0 || last === undefined) return;
    const { marks, words, title } = this.#measure;
    const from = Math.min(this.#samples[0]?.time ?? 0, last.time - SHORTEST_SPAN);
    const scale = marks(
      Math.max(0, ...this.#samples.flatMap((one) => KINDS.map((kind) => this.#at(one, kind) ?? 0))),
    );
    const top = scale.at(-1) ?? 1;
    /** @param {number} time */
    const x = (time) => LEFT + ((time - from) / (last.time - from)) * (width - LEFT - 4);
    /** @param {number} value */
    const y = (value) => BOTTOM - (value / top) * (BOTTOM - TOP);

    this.#drawing.setAttribute('aria-label', `${title}: ${this.#read(last)}`);
    this.#drawing.replaceChildren(
      ...scale.flatMap((value) => [
        drawn('line', { class: 'grid', x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
        drawn('text', { x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' }, words(value)),
      ]),
      ...clockMarks(from, last.time, Math.max(2, width / 120)).map((time) =>
        drawn(
          'text',
          { x: Math.min(x(time), width - 24), y: HEIGHT - 6, 'text-anchor': 'middle' },
          new Date(time).toLocaleTimeString('en-GB', clockStyle(last.time - from)),
        ),
      ),
      ...KINDS.map((kind) => drawn('path', { class: kind, d: this.#path(kind, x, y) })),
    );
    this.#mark(x);
  }

  /**
   * A line through what is known, broken where it is not. A value that stands alone becomes a dot.
   *
   * @param {'queue' | 'poison'} kind
   * @param {(time: number) => number} x
   * @param {(value: number) => number} y
   */
  #path(kind, x, y) {
    let isOn = false;
    let path = '';
    for (const sample of this.#samples) {
      const value = this.#at(sample, kind);
      if (value !== null) {
        const point = `${x(sample.time).toFixed(1)} ${y(value).toFixed(1)}`;
        path += isOn ? `L${point}` : `M${point}h0`;
      }
      isOn = value !== null;
    }
    return path;
  }

  /**
   * Tells what was at the pointer, else what is now.
   *
   * @param {(time: number) => number} x
   */
  #mark(x) {
    const sample = this.#samples.reduce(
      /** @param {Sample | undefined} best */
      (best, one) => {
        const isCloser =
          best === undefined ||
          Math.abs(x(one.time) - this.#pointer) < Math.abs(x(best.time) - this.#pointer);
        return isCloser ? one : best;
      },
      undefined,
    );
    if (Number.isNaN(this.#pointer) || sample === undefined) {
      this.#reading.textContent = '';
      return;
    }
    const at = x(sample.time);
    this.#drawing.append(drawn('line', { class: 'cursor', x1: at, x2: at, y1: TOP, y2: BOTTOM }));
    this.#reading.textContent = `${timeOfDay(sample.time, Date.now())}  ${this.#read(sample)}`;
  }

  /** @param {Sample} sample */
  #read(sample) {
    const { words } = this.#measure;
    return KINDS.map((kind) => {
      const value = this.#at(sample, kind);
      return `${kind} ${value === null ? '–' : words(value)}`;
    }).join(', ');
  }

  /**
   * @param {Sample} sample
   * @param {'queue' | 'poison'} kind
   */
  #at(sample, kind) {
    const queue = sample[kind];
    return queue === null ? null : this.#measure.value(queue);
  }
}

/**
 * @param {number} span
 * @returns {Intl.DateTimeFormatOptions}
 */
function clockStyle(span) {
  if (span > 172_800_000)
    return { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return { hour: '2-digit', minute: '2-digit', ...(span < 600_000 && { second: '2-digit' }) };
}

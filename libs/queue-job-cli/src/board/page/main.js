/** @import { BoardState, PoisonState } from '../board-state.js' */
import { readPoison, readState } from './calls.js';
import { Confirmation } from './confirmation.js';
import { byId } from './element.js';
import { figuresOf } from './figures.js';
import { Groups, noteOf } from './groups.js';
import { Plots } from './plots.js';
import { RedriveNotice } from './redrive-notice.js';
import { age, timeOfDay } from './words.js';

/** In milliseconds: how often a redrive on its way is looked after. */
const HURRY = 500;

const plots = new Plots(byId('plots'));
const notice = new RedriveNotice(byId('redrive'));
const confirmation = new Confirmation(
  () => state?.queue.name ?? '',
  () => void refresh(),
);
const groups = new Groups(
  byId('groups'),
  (selection, what) => void confirmation.ask(selection, what),
);

/** @type {BoardState | undefined} */
let state;
/** @type {PoisonState | undefined} */
let poison;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Asks for what there is, shows it, and comes back. */
async function refresh() {
  clearTimeout(timer);
  let wait = HURRY;
  try {
    const next = await readState();
    if (next.poisonVersion !== poison?.version) {
      poison = await readPoison();
      groups.show(poison.groups, next.now);
    }
    show(next, poison);
    const isFirst = next.seenAt === null && next.fault === null;
    if (!next.redrive?.isRunning && !isFirst) wait = next.interval;
  } catch {
    tellFault('The board does not answer. Is it still running?');
    wait = state?.interval ?? HURRY;
  }
  clearTimeout(timer);
  timer = setTimeout(() => void refresh(), wait);
}

/**
 * @param {BoardState} next
 * @param {PoisonState} seen
 */
function show(next, seen) {
  state = next;
  const { queue, poison: side, now, seenAt, fault } = next;
  document.title = `${queue.name} – queue-job board`;
  byId('title').textContent = queue.name;
  byId('seen').textContent =
    seenAt === null
      ? 'Looking …'
      : `Seen at ${timeOfDay(seenAt, now)}, every ${age(next.interval)}`;
  tellFault(fault ?? '');
  notice.show(next.redrive);
  if (seenAt === null) return;
  byId('figures').replaceChildren(figuresOf(queue, 'queue'), figuresOf(side, 'poison'));
  plots.show(next);
  byId('poison-note').textContent = noteOf(seen.groups, side.count?.approximateCount);
  groups.tick(now);
}

/** @param {string} text */
function tellFault(text) {
  const place = byId('fault');
  // Told once, not at every look.
  if (place.textContent !== text) place.textContent = text;
  place.hidden = text === '';
}

void refresh();

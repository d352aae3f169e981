const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof MILLISECONDS;

const SECONDS = /^\d+(?:\.\d+)?$/;
const UNITS = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const UNIT = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/** Reads a number of seconds, `30s` or `1h30m` as milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  if (SECONDS.test(text)) return Number(text) * MILLISECONDS.s;
  if (!UNITS.test(text)) return undefined;
  return [...text.matchAll(UNIT)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * MILLISECONDS[unit as Unit],
    0,
  );
}

/** Writes milliseconds the way {@link parseDuration} reads them, to the millisecond. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  if (rest === 0) return '0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / MILLISECONDS[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * MILLISECONDS[unit];
  }
  return text;
}

/** How a text is like one of the page. */
export interface Likeness {
  /** Where in the text it begins. */
  readonly at: number;
  /** In characters: how much of it is not what is filled in. */
  readonly weight: number;
  /** Whether only a part of it is there: it was cut on its way, or copied in part. */
  readonly isPart: boolean;
}

/** What is filled in, as the page writes it. */
const FILLED_IN = /<[^<>]*>/;

/** In characters: less than this is a part of many texts. */
const LEAST_PART = 16;

/** In characters: no piece is longer. */
const LONGEST_END = 512;

/** What a text of the page says besides what is filled in. */
function piecesOf(text: string): readonly string[] {
  return text.split(FILLED_IN).filter((piece) => piece.trim() !== '');
}

/**
 * Looks for a text of the page in one that somebody was shown: all its pieces, one after the other; or those before an end that was cut
 * off; or the other way round, what was copied out of its midst.
 */
export function likenessOf(known: string, text: string): Likeness | undefined {
  const pieces = piecesOf(known);
  let [at, from, weight] = [-1, 0, 0];
  for (const piece of pieces) {
    const found = text.indexOf(piece, from);
    if (found < 0) {
      const end = lengthOfEnd(piece, text.slice(from));
      weight += end;
      if (at < 0) at = text.length - end;
      return weight >= LEAST_PART ? { at, weight, isPart: true } : copied(pieces, text);
    }
    if (at < 0) at = found;
    from = found + piece.length;
    weight += piece.length;
  }
  return { at, weight, isPart: false };
}

function copied(pieces: readonly string[], text: string): Likeness | undefined {
  const part = text.trim();
  const isCopied = part.length >= LEAST_PART && pieces.some((piece) => piece.includes(part));
  return isCopied ? { at: 0, weight: part.length, isPart: true } : undefined;
}

/** How many of the characters that a piece begins with the text ends with. */
function lengthOfEnd(piece: string, text: string): number {
  const cut = text.slice(-LONGEST_END).replace(/[\s.…]+$/, '');
  for (let length = Math.min(piece.length, cut.length); length > 0; length--) {
    if (cut.endsWith(piece.slice(0, length))) return length;
  }
  return 0;
}

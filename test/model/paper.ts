import type { DeliveryId } from './history.ts';

/** What is written in a message. */
export interface Paper {
  /** The message that was sent first, of which this one may be a copy; counted from 0. */
  readonly origin: number;
  /** What an execution saved last; 0 when none did. */
  readonly progress: number;
  /** The delivery with which the text was handed out. */
  readonly from?: DeliveryId;
}

export const writePaper = (paper: Paper): string => JSON.stringify(paper);

/** @param text of a message, or of the envelope around one in the poison queue */
export function readPaper(text: string): Paper {
  const paper = JSON.parse(text) as Paper | { readonly message: { readonly text: string } };
  return 'origin' in paper ? paper : readPaper(paper.message.text);
}

import { readText } from '../disorder/message.ts';

/** What a receive hands out of a message, as far as books are kept of it. */
export interface HandedOut {
  readonly id: string;
  readonly popReceipt: string;
  readonly delivery: number;
  /** What the sender calls the message, whatever its id. */
  readonly number: number;
}

const MESSAGE =
  /<MessageId>([^<]+)<\/MessageId>.*?<PopReceipt>([^<]+)<\/PopReceipt>.*?<DequeueCount>(\d+)<\/DequeueCount><MessageText>([^<]+)</gs;

/** Reads the answer to a receive, whose order of elements is fixed, and whose texts have nothing to escape in XML. */
export function receivedMessages(xml: string): HandedOut[] {
  return Array.from(xml.matchAll(MESSAGE), ([, id, popReceipt, delivery, text]) => ({
    id: id!,
    popReceipt: popReceipt!,
    delivery: Number(delivery),
    number: readText(text!).body.number,
  }));
}

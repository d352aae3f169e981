import { shown } from '../options/shown.js';

// What a person reads when a message cannot be sent: what is wrong with it, and the way out. What it holds is not repeated.

export const noType = (type: unknown) =>
  `An event cannot have the type ${JSON.stringify(type)}. Give a text that is not empty and has no blanks around it.`;

export const emptyAttribute = (name: string) =>
  `The event's ${name} is no text, or an empty one. Give it a text, or leave it out.`;

export const invalidTime = () => "The event's time is not a valid date.";

export const invalidTraceparent = () =>
  'The traceparent is not one. W3C Trace Context wants 00-<32 hex digits>-<16 hex digits>-<2 hex digits>.';

export const invalidExtension = (name: string) =>
  `"${name}" cannot be an extension of a CloudEvent. Give it a name of 1 to 20 lower-case letters and digits that CloudEvents does not ` +
  'use itself, and a text, a whole number or a boolean.';

export const onlyInCloudEvents = (names: readonly string[]) =>
  `Plain JSON has no place for ${names.join(', ')}. Set EventFormat to cloudevents, or put it into the data.`;

export const noObject = () =>
  'Plain JSON names its type in the data, which must be an object then. Make it one, or set EventFormat to cloudevents.';

export const otherType = (field: string) =>
  `The data has something else in "${field}", where the receiver looks for the type. Rename it, or set EventFormat to cloudevents.`;

export const looksEnveloped = () =>
  'The data looks like an envelope of CloudEvents or Event Grid, and the receiver would take it for one. Set EventFormat to cloudevents.';

export const noPlaceForType = (field: string) =>
  `EventTypeField says that the receiver looks for the type in "${field}", where this CloudEvent cannot name it. Set EventFormat to json, ` +
  'or look in a field of its data.';

export const noJson = (why: string) => `The data cannot be written as JSON: ${why}`;

export const notText = () =>
  'Bytes that are no text need MessageEncoding=base64, here and where they are received, or the envelope of a CloudEvent.';

export const noDuration = (name: string) =>
  `The ${name} is not a duration. Write a number of seconds, 30s, 10m, PT10M or 00:10:00.`;

export const outOfBounds = (name: string, value: string, bounds: string) =>
  `The ${name} of ${value} is out of bounds. Azure allows ${bounds}.`;

export const neverVisible = (delay: string, timeToLive: string) =>
  `The message would never be seen: its delay of ${delay} is not shorter than its time to live of ${timeToLive}.`;

export const messageTooLarge = (
  queueName: string,
  bytes: number,
  most: number,
  isBase64: boolean,
) =>
  `The message would have ${bytes} bytes in queue "${queueName}", and may have ${most}.` +
  (isBase64 ? ' Base64 makes it a third longer; MessageEncoding=text does not.' : '') +
  ' Put what is large into a blob, and its address into the message.';

export const notAQueue = (name: unknown, rule: string) =>
  `${shown(name)} is not a queue name. ${rule}`;

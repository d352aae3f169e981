import {
  decodeText,
  parseBody,
  type InspectableQueue,
  type PeekedMessage,
  type QueueJobOptions,
} from 'nestjs-queue-job/tools';
import { typeOf } from '../poison/poison-message.js';
import type { Finding } from './finding.js';

const SAMPLE = 32;

/** Looks at what is there: both queues, and how the messages of the job's are written. */
export async function checkQueues(
  queue: InspectableQueue,
  poison: InspectableQueue,
  options: QueueJobOptions,
): Promise<Finding[]> {
  const [main, side] = [await queue.properties(), await poison.properties()];
  return [
    main === undefined
      ? {
          about: 'queue',
          state: 'fault',
          text: `${queue.name} does not exist.`,
          wayOut:
            'Check its name, or create it: the job does so when it runs, but KEDA starts none for a queue that is missing.',
        }
      : {
          about: 'queue',
          state: 'ok',
          text: `${queue.name} has about ${main.approximateCount} messages.`,
        },
    poisonFinding(poison, side?.approximateCount),
    ...(main === undefined ? [] : checkSample(await queue.peek(SAMPLE), options)),
  ];
}

function poisonFinding({ name }: InspectableQueue, count: number | undefined): Finding {
  if (count === undefined) {
    return {
      about: 'poison queue',
      state: 'note',
      text: `${name} does not exist.`,
      wayOut:
        'The job creates it with the first poisoned message, if it may create queues. Create it to be sure.',
    };
  }
  return count === 0
    ? { about: 'poison queue', state: 'ok', text: `${name} is empty.` }
    : {
        about: 'poison queue',
        state: 'note',
        text: `${name} has about ${count} messages.`,
        wayOut: 'queue-job poison list',
      };
}

function checkSample(sample: readonly PeekedMessage[], options: QueueJobOptions): Finding[] {
  if (sample.length === 0)
    return [{ about: 'sample', state: 'ok', text: 'No message can be seen.' }];
  const kinds = Map.groupBy(sample, (message) => kindOf(message, options));
  const told = [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ');
  const types = [...new Set(sample.flatMap(({ text }) => typeOf(text, options) ?? []))];
  const text = `Of ${sample.length} messages: ${told}. Types: ${types.slice(0, 5).join(', ') || 'none'}.`;
  if (kinds.has('undecodable')) {
    return [
      {
        about: 'sample',
        state: 'fault',
        text,
        wayOut:
          'What cannot be decoded is poisoned. With MessageEncoding=base64, let the sender write base64, or set it to auto.',
      },
    ];
  }
  return [
    kinds.has('bytes')
      ? {
          about: 'sample',
          state: 'note',
          text,
          wayOut: 'Executors are given what is no text as bytes. Is that what they expect?',
        }
      : { about: 'sample', state: 'ok', text },
  ];
}

function kindOf({ text }: PeekedMessage, { messageEncoding }: QueueJobOptions): string {
  try {
    const { bytes, encoding } = decodeText(text, messageEncoding);
    const { body } = parseBody(bytes);
    if (body instanceof Uint8Array) return 'bytes';
    const what = typeof body === 'string' ? 'text' : 'JSON';
    return encoding === 'base64' ? `${what} in base64` : what;
  } catch {
    return 'undecodable';
  }
}

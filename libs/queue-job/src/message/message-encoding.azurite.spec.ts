import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { AzureQueueService } from '../queue/azure/azure-queue-service.js';
import { decodeText, encodeBody } from './message-encoding.js';
import { parseBody } from './parse-body.js';

it.each([
  ['control characters', 'a\u0001b'],
  ['line ends of Windows', 'a\r\nb'],
  ['what XML cannot carry', { last: '\uFFFF' }],
])('writes %s so that the service gives them back', async (_, body) => {
  const queueName = `q-${randomUUID()}`;
  const options = resolveOptions({}, { queueName, connectionString: inject('azurite') });
  const queue = (await AzureQueueService.connect(options)).getQueue(queueName);

  await queue.send(encodeBody(body, 'text', 'auto'));

  const [message] = await queue.receive({ maxMessages: 1, lease: 30_000 });
  expect(parseBody(decodeText(message!.text, 'auto').bytes).body).toEqual(body);
});

import type { INestApplicationContext } from '@nestjs/common';
import { QueueMessageSender } from 'nestjs-queue-job';

// Nothing here is run. The build fails when a line below an "@ts-expect-error" compiles, or any other does not.

interface GuardianEvents {
  'guardian.created': { readonly name: string };
  'guardian.left': number;
}

export async function typed(sender: QueueMessageSender<GuardianEvents>): Promise<void> {
  await sender.send('guardian.created', { name: 'Groot' });
  await sender.send('guardian.left', 1, { subject: 'groot' });

  // @ts-expect-error -- nobody defined this event
  await sender.send('guardian.armed', 1);
  // @ts-expect-error -- the data of another event
  await sender.send('guardian.created', 1);

  await sender.to<{ 'weapon.forged': string }>('weapons').send('weapon.forged', 'Godslayer');
}

export async function untyped(
  sender: QueueMessageSender,
  app: INestApplicationContext,
): Promise<void> {
  await sender.send('whatever', { name: 'Groot' });
  await app.get(QueueMessageSender).send('whatever', 1);
}

import { once } from 'node:events';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';

// The consumer most used with Amazon SQS in Node, for one message.

const consumer = Consumer.create({
  queueUrl: `${process.env['SQS_ENDPOINT']}/account/guardian-events`,
  sqs: new SQSClient({
    region: 'eu-central-1',
    endpoint: process.env['SQS_ENDPOINT']!,
    credentials: { accessKeyId: 'nobody looks', secretAccessKey: 'at these' },
  }),
  handleMessage: (message) => {
    const { name } = JSON.parse(message.Body!) as { readonly name: string };
    if (name === '') throw new Error('A guardian needs a name.');
    console.log(JSON.stringify({ message: 'Message done', id: message.MessageId }));
    return Promise.resolve(message);
  },
});
consumer.start();
await once(consumer, 'message_processed');
consumer.stop({ abort: true });

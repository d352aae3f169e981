/**
 * What tools that look after a job's queues need, without Nest.
 *
 * **Private to the packages of this repository**: it does not follow semantic versioning, and changes with any release. Whoever builds
 * on it pins the exact version.
 *
 * @module nestjs-queue-job/tools
 */

// Settings, as a job reads them.
export { resolveSettings } from './resolve-settings.js';
export type { SettingsPlace } from '../options/read-settings.js';
export type { QueueJobModuleOptions } from '../options/queue-job-module-options.interface.js';
export {
  CREDENTIALS,
  ENCODINGS,
  type CredentialName,
  type EncodingName,
  type QueueJobOptions,
} from '../options/queue-job-options.js';
export { ConfigurationError, type ConfigurationFault } from '../options/configuration.error.js';
export {
  parseConnectionString,
  type ConnectionStringFault,
  type StorageAccount,
} from '../options/connection-string.js';
export { Duration } from '../options/duration.js';

// Queues.
export { openQueueService } from '../queue/open-queue-service.js';
export type {
  InspectableQueue,
  InspectableQueueService,
  PeekedMessage,
  QueueProperties,
} from '../queue/inspectable-queue.js';
export type {
  MessageHandle,
  MessageQueue,
  QueueService,
  ReceivedMessage,
  ReceiveOptions,
  RenewOptions,
  SendOptions,
  SentMessage,
} from '../queue/message-queue.js';
export { LeaseLostError } from '../queue/errors/lease-lost.error.js';
export { MessageTooLargeError } from '../queue/errors/message-too-large.error.js';
export { QueueAccessError } from '../queue/errors/queue-access.error.js';
export { QueueError } from '../queue/errors/queue.error.js';
export { QueueUnavailableError } from '../queue/errors/queue-unavailable.error.js';
export type { MemoryMessageQueue, StoredMessage } from '../queue/memory/memory-message-queue.js';
export { MemoryQueueService } from '../queue/memory/memory-queue-service.js';
export { retryUntil } from '../delivery/retry-until.js';
export { Clock, type Cancel } from '../clock/clock.js';
export { ManualClock } from '../clock/manual-clock.js';
export { SystemClock } from '../clock/system-clock.js';

// Sending.
export { QueueMessageSender } from '../sender/queue-message-sender.js';
export { UnsendableMessageError } from '../sender/errors/unsendable-message.error.js';

// Messages, and what is in them.
export { decodeText, type Decoded } from '../message/message-encoding.js';
export { parseBody } from '../message/parse-body.js';
export type { JsonObject } from '../message/value-at.js';
export { readEvent, type Event } from '../message/event.js';
export { UndecodableMessageError } from '../message/errors/undecodable-message.error.js';
export {
  POISON_ENVELOPE,
  poisonEnvelope,
  type PoisonDetails,
  type PoisonEnvelope,
} from '../delivery/poison-envelope.js';
export { readPoisonEnvelope } from '../delivery/read-poison-envelope.js';

// Texts of others that are about to be shown.
export { describeError } from '../delivery/describe-error.js';
export { printable, printableJson } from '../options/printable.js';
export { redact } from '../options/redact.js';

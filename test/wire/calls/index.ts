import type { Call } from '../call.ts';
import { complete } from './complete.ts';
import { createPoisonQueue } from './create-poison-queue.ts';
import { createQueue } from './create-queue.ts';
import { deleteAfterPoisonCopy } from './delete-after-poison-copy.ts';
import { deleteAfterRequeueCopy } from './delete-after-requeue-copy.ts';
import { poisonCopy, secondPoisonCopy } from './poison-copy.ts';
import { receive } from './receive.ts';
import { releaseAtShutdown } from './release-at-shutdown.ts';
import { release, releaseWithDelay } from './release.ts';
import { renew } from './renew.ts';
import { requeueCopy } from './requeue-copy.ts';
import { saveProgress } from './save-progress.ts';

/** Every call to storage that a delivery may make, in the order of its life. */
export const CALLS: readonly Call[] = [
  receive,
  createQueue,
  renew,
  saveProgress,
  complete,
  release,
  releaseWithDelay,
  poisonCopy,
  createPoisonQueue,
  secondPoisonCopy,
  deleteAfterPoisonCopy,
  releaseAtShutdown,
  requeueCopy,
  deleteAfterRequeueCopy,
];

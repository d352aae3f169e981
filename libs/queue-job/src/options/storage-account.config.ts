import { registerAs } from '@nestjs/config';
import type { Settings } from './merge-settings.js';
import { readSettings } from './read-settings.js';
import { SECTION } from './setting.js';

/** The section `StorageAccount` as files and environment give it: `configService.get('StorageAccount.QueueName')`. */
export const storageAccountConfig = registerAs(SECTION, (): Settings =>
  readSettings({ directory: process.cwd(), environment: process.env }),
);

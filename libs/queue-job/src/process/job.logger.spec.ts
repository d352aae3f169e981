import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationError } from '../options/configuration.error.js';
import { inDelivery } from '../telemetry/delivery-log-fields.js';
import { JobLogger } from './job.logger.js';

describe('JobLogger', () => {
  const written = { stdout: '', stderr: '' };

  beforeEach(() => {
    for (const stream of ['stdout', 'stderr'] as const) {
      written[stream] = '';
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        written[stream] += String(text);
        return true;
      });
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
    Reflect.deleteProperty(process.stdout, 'isTTY');
  });

  function logger({ isTTY = false } = {}): JobLogger {
    Object.defineProperty(process.stdout, 'isTTY', { value: isTTY, configurable: true });
    return new JobLogger();
  }

  it('writes one JSON object a line where no terminal is', () => {
    logger().log('Received.', { messageId: 'a', dequeueCount: 1 }, 'QueueJob');

    expect(written.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(written.stdout)).toMatchObject({
      level: 'log',
      message: 'Received.',
      context: 'QueueJob',
    });
    expect(written.stdout).toContain('"messageId":"a"');
  });

  it('keeps a text of several lines in one', () => {
    logger().warn('first\nsecond', 'QueueJob');

    expect(written.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('writes for a reader on a terminal', () => {
    logger({ isTTY: true }).log('Received.', 'QueueJob');

    expect(written.stdout).toContain('Received.');
    expect(written.stdout).toContain('QueueJob');
    expect(written.stdout).not.toContain('{');
  });

  it('leaves out on a terminal the fields of lines whose text says it all, and only of those', () => {
    const log = logger({ isTTY: true });

    log.log('Received message a.', { messageId: 'a' }, 'QueueJob');
    log.warn('Late.', { guardian: 'Groot' }, 'Forge');

    expect(written.stdout).not.toContain('messageId');
    expect(written.stdout).toContain('Groot');
  });

  it.each(['log', 'warn', 'error', 'debug', 'verbose', 'fatal'] as const)(
    'says at the level %s in which delivery a line was written',
    (level) => {
      const delivery = { queueName: 'q', messageId: 'a', dequeueCount: 2 };

      inDelivery(delivery, () => logger()[level]('Forging.', 'Forge'));

      expect(JSON.parse(written.stdout || written.stderr)).toMatchObject({ level, ...delivery });
      expect(written.stderr !== '').toBe(['error', 'fatal'].includes(level));
    },
  );

  it('writes no line of a level that is switched off', () => {
    const log = logger();
    log.setLogLevels(['error']);

    log.log('Received.');

    expect(written).toEqual({ stdout: '', stderr: '' });
  });

  it.each(['NestFactory', 'InstanceLoader'])(
    'does not repeat how %s puts it together',
    (context) => {
      logger().log('AppModule dependencies initialized', context);

      expect(written.stdout).toBe('');
    },
  );

  it.each(['warn', 'error', 'debug', 'verbose', 'fatal'] as const)(
    'still writes the level %s of those who put it together',
    (level) => {
      logger()[level]('Something', 'InstanceLoader');

      expect(written.stdout + written.stderr).toContain('Something');
    },
  );

  it('writes what the application logs about its assembly in words of its own', () => {
    const log = logger();

    log.log('NestFactory');
    log.log('InstanceLoader', 'QueueJob');

    expect(written.stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('writes the faults of the configuration as they are, to the error output', () => {
    const error = new ConfigurationError([{ subject: 'QueueName', fault: 'is missing.' }]);

    logger().error(error, 'QueueJob');

    expect(written.stderr).toBe(`${error.message}\n`);
    expect(written.stdout).toBe('');
  });

  it('writes other errors with their stack', () => {
    logger().error(new Error('No database.'), 'QueueJob');

    expect(JSON.parse(written.stderr)).toMatchObject({
      level: 'error',
      message: 'No database.',
      error: { stack: expect.stringContaining('job.logger.spec') as string },
    });
  });

  it('leaves what keeps the application from starting to whoever starts it', () => {
    logger().error(new Error('No database.'), 'ExceptionHandler');

    expect(written.stderr).toBe('');
  });

  it("serves Nest's Logger, fields and error included", () => {
    const error = new Error('No database.');
    Logger.overrideLogger(logger());

    new Logger('QueueJob').warn('Released.', error, { messageId: 'a' });

    const entry = JSON.parse(written.stdout || written.stderr) as Record<string, unknown>;
    expect(entry).toMatchObject({ level: 'warn', message: 'Released.', context: 'QueueJob' });
    expect(JSON.stringify(entry)).toContain('No database.');
    expect(JSON.stringify(entry)).toContain('"messageId":"a"');
    Logger.overrideLogger(false);
  });
});

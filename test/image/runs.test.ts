import { describe, expect, it } from 'vitest';
import { EMPTY, TestQueue } from '../support/test-queue.ts';
import { Container, runContainer } from './container.ts';

const message = (more: object = {}) =>
  JSON.stringify({ type: 'guardian.create', name: 'Groot', forging: 0, ...more });

/** Takes until the test is over. */
const ENDLESS = message({ forging: 600_000 });
const INVALID = JSON.stringify({ type: 'guardian.arm', name: 'Groot', weapon: 'Stick' });

describe.for(['simple', 'hardened'] as const)(
  'the image %s, locked down',
  { concurrent: true },
  (target) => {
    it('completes a message and ends with 0, its code cache used', async () => {
      const queue = await TestQueue.with(message());

      const result = await runContainer({
        target,
        settings: queue.settings,
        env: { NODE_DEBUG: 'bundle' },
      });

      expect(result.exitCode).toBe(0);
      expect(result.output).toContain('Guardian created');
      expect(result.output).toContain('/app/main.cjs loaded, code cache used');
      expect(result.output).toContain('"pid":1,');
      expect(JSON.parse(result.terminationMessage)).toMatchObject({ exitCode: 0 });
      expect(await queue.state()).toEqual(EMPTY);
    });

    it('uses its code cache under whatever user it is run', async () => {
      const queue = await TestQueue.with(message());

      const result = await runContainer({
        target,
        settings: queue.settings,
        env: { NODE_DEBUG: 'bundle' },
        flags: ['--user=1000770000:0'],
      });

      expect(result.exitCode).toBe(0);
      expect(result.output).toContain('/app/main.cjs loaded, code cache used');
    });

    it('is the tool as well, when it is told to start that', async () => {
      const queue = await TestQueue.with(message());

      const result = await runContainer({
        target,
        settings: queue.settings,
        env: { NODE_DEBUG: 'bundle' },
        flags: ['--entrypoint=/nodejs/bin/node'],
        args: ['/app/queue-job/start.cjs', 'stats'],
      });

      expect(result.exitCode).toBe(0);
      expect(result.output).toMatch(new RegExp(`${queue.name} +1 +1 +0`));
      expect(result.output).toContain('/app/queue-job/main.cjs loaded, code cache used');
    });

    it('releases a message that fails and ends with 10', async () => {
      const queue = await TestQueue.with(message({ failures: 1 }));

      const result = await runContainer({ target, settings: queue.settings });

      expect(result.exitCode).toBe(10);
      expect(await queue.state()).toMatchObject({ visible: [message({ failures: 1 })] });
    });

    it('poisons a message that is invalid and ends with 11', async () => {
      const queue = await TestQueue.with(INVALID);

      const result = await runContainer({ target, settings: queue.settings });

      expect(result.exitCode).toBe(11);
      expect(result.terminationMessage).toContain('InvalidPayloadError');
      expect(await queue.state()).toEqual({ ...EMPTY, poison: [INVALID] });
    });

    it('ends with 20 when its configuration is invalid, and names the setting', async () => {
      const queue = await TestQueue.with(message());

      const result = await runContainer({
        target,
        settings: { ...queue.settings, MaxDequeueCount: 'many' },
      });

      expect(result.exitCode).toBe(20);
      expect(result.output).toContain('StorageAccount__MaxDequeueCount');
      expect(await queue.dequeueCount()).toBe(0);
    });

    it('takes its settings from appsettings.json in its working directory', async () => {
      const result = await runContainer({
        target,
        settings: {
          ConnectionString:
            'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;',
        },
      });

      expect(result.exitCode).toBe(21);
      expect(result.output).toContain('guardian-events');
    });

    it('releases its message when SIGTERM ends it, with 143', async () => {
      const queue = await TestQueue.with(ENDLESS);
      const settings = { ...queue.settings, ShutdownGracePeriod: '100ms' };
      await using container = new Container({ target, settings });

      await container.printed('Received message');
      await container.kill('SIGTERM');
      const result = await container.ended;

      expect(result.exitCode).toBe(143);
      expect(JSON.parse(result.terminationMessage)).toMatchObject({ exitCode: 143 });
      expect(await queue.state()).toEqual({ ...EMPTY, visible: [ENDLESS] });
    });

    it('lets work that ends within the grace period complete after SIGTERM, with 0', async () => {
      const queue = await TestQueue.with(message({ forging: 3_000 }));
      await using container = new Container({ target, settings: queue.settings });

      await container.printed('Received message');
      await container.kill('SIGTERM');
      const result = await container.ended;

      expect(result.exitCode).toBe(0);
      expect(result.output).toContain('Receiving no more');
      expect(await queue.state()).toEqual(EMPTY);
    });

    it('is nobody with no right to anything', async () => {
      const queue = await TestQueue.with(ENDLESS);
      await using container = new Container({ target, settings: queue.settings });
      await container.printed('Received message');

      const script = `
        const { readFileSync, writeFileSync } = require('node:fs');
        const status = readFileSync('/proc/1/status', 'utf8');
        const field = (name) => status.match(new RegExp('^' + name + ':\\\\s*(.*)$', 'm'))[1];
        let written = 'written';
        try { writeFileSync('/app/x', ''); } catch (error) { written = error.code; }
        console.log(JSON.stringify({
          uid: field('Uid'), gid: field('Gid'), capabilities: [field('CapEff'), field('CapBnd')],
          noNewPrivileges: field('NoNewPrivs'), seccomp: field('Seccomp'), written,
          memory: process.constrainedMemory(), command: readFileSync('/proc/1/cmdline', 'utf8').split('\\0'),
          cwd: process.cwd(),
        }));`;
      const seen: unknown = JSON.parse(await container.exec('/nodejs/bin/node', '-e', script));

      expect(seen).toEqual({
        uid: '65532\t65532\t65532\t65532',
        gid: '65532\t65532\t65532\t65532',
        capabilities: ['0000000000000000', '0000000000000000'],
        noNewPrivileges: '1',
        seccomp: '2',
        written: 'EROFS',
        memory: 256 * 1024 ** 2,
        command: ['/nodejs/bin/node', '/app/start.cjs', ''],
        cwd: '/app',
      });
    });
  },
);

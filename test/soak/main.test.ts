import { expect, it } from 'vitest';
import { CommandError, ROOT, run } from '../package/run.ts';

it('is told of arguments that it does not understand, by Node itself, without a bundler', async () => {
  const soaked = run(process.execPath, ['test/soak/main.ts', '--minutes', 'ten'], { cwd: ROOT });

  await expect(soaked).rejects.toBeInstanceOf(CommandError);
  await expect(soaked).rejects.toThrow('--minutes is not a number: ten');
}, 30_000);

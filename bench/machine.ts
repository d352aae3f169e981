import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What was measured on, as far as figures depend on it. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const system = /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  return (
    `${availableParallelism()} cores of ${model} (${arch()}), ${gibibytes} GiB, ` +
    `${system ?? type()}, kernel ${release()}, Node ${process.versions.node}`
  );
}

import { findHelms, findModules, findTool, TOOLS } from './tools.ts';

const WAY_OUT = 'Run .ci/chart, which builds them all and needs only Go, or put them on the PATH.';

/**
 * Tells what is missing. A developer's tests then leave out what they cannot check; continuous integration, which has CHART_TOOLS
 * set, must miss nothing.
 *
 * @throws Error when there is no Helm at all, or CHART_TOOLS is not complete
 */
export default function setup(): void {
  const missing = [
    ...TOOLS.filter((tool) => findTool(tool) === undefined),
    ...(findModules() === undefined ? ['the schemas of Kubernetes and KEDA'] : []),
  ];
  if (missing.length === 0) return;
  const text = `Missing: ${missing.join(', ')}. ${WAY_OUT}`;
  if (process.env['CHART_TOOLS'] !== undefined || findHelms().length === 0) throw new Error(text);
  console.warn(`${text}\nTests that need them are skipped.`);
}

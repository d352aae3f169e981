import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { makePlans, type PlanRequest } from './make-plans.js';
import { PlanOptionError } from './plan-option.error.js';
import { notWritten } from './plan.messages.js';
import type { PlanOptionTexts } from './plan-options.js';
import type { PlanResult } from './plan-result.js';
import { describeMessages, report, toJson } from './report.js';
import { simulate } from './simulate.js';
import { drawSvgPlot } from './svg-plot.js';

/** What of the surroundings of a command the plan needs. */
export interface PlanContext {
  readonly io: {
    /** The working directory. */
    readonly directory: string;
    /** Ends the plan before the next setting. */
    readonly stop: AbortSignal;
  };
  readonly screen: {
    /** For people. */
    line(text: string): void;
    /** For scripts. */
    json(value: unknown): void;
    error(text: string): void;
  };
}

export type PlanFlags = PlanOptionTexts & { readonly svg?: string };

/** Simulates and tells. Ends with 0, with 2 for what cannot be planned or written, or with 130 when it is stopped. */
export type PlanAction = (context: PlanContext, flags: PlanFlags) => Promise<0 | 2 | 130>;

export const plan: PlanAction = async ({ io, screen }, { svg, ...texts }) => {
  let request: PlanRequest;
  try {
    request = makePlans(texts);
  } catch (error) {
    if (!(error instanceof PlanOptionError)) throw error;
    screen.error(error.message);
    return 2;
  }
  const results: PlanResult[] = [];
  for (const each of request.plans) {
    // A simulation keeps the process to itself: signals are heard in between.
    await setImmediate();
    if (io.stop.aborted) return 130;
    results.push(simulate(each));
  }
  screen.json(toJson(request, results));
  for (const line of report(request, results).split('\n')) screen.line(line);
  return svg === undefined ? 0 : writeSvg(resolve(io.directory, svg), request, results, screen);
};

async function writeSvg(
  path: string,
  request: PlanRequest,
  results: readonly PlanResult[],
  screen: PlanContext['screen'],
): Promise<0 | 2> {
  try {
    await writeFile(path, drawSvgPlot(describeMessages(request), results));
    return 0;
  } catch (error) {
    screen.error(notWritten(path, (error as NodeJS.ErrnoException).code));
    return 2;
  }
}

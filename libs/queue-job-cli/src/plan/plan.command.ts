import { flagOf, PLAN_OPTIONS } from './plan-options.js';
import type { PlanAction } from './plan.js';

/** What of commander's `Command` a declaration needs. */
interface Declaration {
  summary(text: string): this;
  description(text: string): this;
  option(flags: string, description: string): this;
  addHelpText(position: 'after', text: string): this;
  // Commander passes arguments, flags and itself; nobody can say in general what they are.
  action(listener: (...given: any[]) => Promise<void>): this;
}

/** Declares `queue-job plan`; what it does, and needs for it, is loaded when it is called for. */
export function addPlan(
  program: { command(name: string): Declaration },
  lazily: (load: () => Promise<PlanAction>) => (...given: any[]) => Promise<void>,
): void {
  const command = program
    .command('plan')
    .summary('simulate how KEDA scales a job under a load')
    .description(
      'Simulates KEDA, its jobs, their pods and the queue for a load, and compares scaling settings. Nothing is connected to.',
    );
  for (const [name, { value, meaning, default: defaultText }] of Object.entries(PLAN_OPTIONS)) {
    const shown = name === 'strategy' ? "the chart's presets and alternatives" : defaultText;
    command.option(`--${flagOf(name)} <${value}>`, `${meaning} (default: ${shown})`);
  }
  command
    .option('--svg <file>', 'draw all settings into a file')
    .addHelpText(
      'after',
      `
Where several values are allowed, commas go between them, and every combination is compared.

Examples:
  queue-job plan --rate 20/m --for 30m --work 20s-60s
  queue-job plan --burst 500 --work 5s --max-messages 1,10 --queue-length 1,10
  queue-job plan --failure-rate 20% --retry-delay 10m --strategy accurate,inFlight --svg plan.svg
  queue-job plan --poll 5s,10s,30s --json`,
    )
    .action(lazily(async () => (await import('./plan.js')).plan));
}

import { Agenda } from './agenda.js';
import { Dice } from './chance.js';
import type { Cluster, Load, Plan, Setting } from './plan.interface.js';
import { SimulatedQueue } from './simulated-queue.js';
import { Tally } from './tally.js';

/** Everything that is the case at a moment of a simulation: the time, the queue, what of the cluster KEDA sees. */
export class World {
  readonly load: Load;
  readonly cluster: Cluster;
  readonly setting: Setting;
  readonly dice: Dice;
  readonly queue = new SimulatedQueue();
  readonly tally: Tally;
  readonly agenda = new Agenda<() => void>();
  /** In milliseconds from the start. */
  now = 0;
  /** Pods whose container runs. */
  runningPods = 0;
  /** Jobs that are neither complete nor failed. */
  unfinishedJobs = 0;
  pendingJobs = 0;

  constructor({ load, cluster, setting, seed }: Plan) {
    this.load = load;
    this.cluster = cluster;
    this.setting = setting;
    this.dice = new Dice(seed);
    this.tally = new Tally(load);
  }

  after(milliseconds: number, action: () => void): void {
    this.agenda.add(this.now + milliseconds, action);
  }
}

import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  MemoryQueueService,
  poisonEnvelope,
  resolveSettings,
  SystemClock,
} from 'nestjs-queue-job/tools';
import { onTestFinished, vi } from 'vitest';
import type { Connection } from '../commands/connect.js';
import { openBoard, type Board, type BoardOptions } from './board.js';
import type { BoardState, PoisonState, RedriveState } from './board-state.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const QUEUE = 'guardian-events';

/** A job's queues in memory, and a board of them that really listens. */
export class BoardBench {
  readonly clock = new SystemClock();
  readonly service = new MemoryQueueService(this.clock);
  readonly queue = this.service.getQueue(QUEUE);
  readonly poison = this.service.getQueue(`${QUEUE}-poisen`);
  readonly stop = new AbortController();
  readonly faults: unknown[] = [];
  #board: Board | undefined;

  /** Puts a text into the poison queue as a job does with `PoisonFormat=envelope`. */
  async poisoned(text: string, reason = 'No attempt is left.', error?: Error): Promise<void> {
    const now = this.clock.now();
    const message = {
      id: 'its-first-id',
      popReceipt: '',
      text,
      dequeueCount: 5,
      insertedOn: new Date(now),
      expiresOn: new Date(now + 604_800_000),
    };
    await this.poison.send(poisonEnvelope({ queueName: QUEUE, message, reason, error, now })!);
  }

  async open(options: Partial<BoardOptions> = {}): Promise<this> {
    const connection: Connection = {
      options: resolveSettings(
        { directory: '/nowhere', environment: {} },
        { queueName: QUEUE, connectionString: 'UseDevelopmentStorage=true' },
      ),
      service: this.service,
      queue: this.queue,
      poison: this.poison,
      clock: this.clock,
    };
    this.#board = await openBoard(
      connection,
      {
        host: '127.0.0.1',
        port: 0,
        allowedHosts: [],
        interval: 50,
        onFault: (error) => this.faults.push(error),
        ...options,
      },
      this.stop.signal,
    );
    onTestFinished(() => this.close());
    return this;
  }

  get port(): number {
    return this.#board!.port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.#board!.ended;
  }

  /** Asks as any program can, with whatever headers it likes. */
  async ask(call: string, { headers = {}, body = '' }: Asking = {}): Promise<Answer> {
    const [method, path] = call.split(' ') as [string, string];
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const asked = request({ host: '127.0.0.1', port: this.port, method, path, headers });
    asked.on('error', reject).on('response', (response) => {
      text(response).then(
        (answered) =>
          resolve({ status: response.statusCode!, headers: response.headers, body: answered }),
        reject,
      );
    });
    asked.end(body);
    return promise;
  }

  /** Asks as the page does. */
  async post(path: string, body: unknown): Promise<Answer> {
    return this.ask(`POST ${path}`, {
      headers: { Origin: this.origin, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async state(): Promise<BoardState> {
    return JSON.parse((await this.ask('GET /api/state')).body) as BoardState;
  }

  async poisonState(): Promise<PoisonState> {
    return JSON.parse((await this.ask('GET /api/poison')).body) as PoisonState;
  }

  /** What the board tells once it has what is waited for. */
  async until(holds: (state: BoardState) => boolean): Promise<BoardState> {
    const look = async () => {
      const state = await this.state();
      if (!holds(state)) throw new Error(`Not yet: ${JSON.stringify(state)}`);
      return state;
    };
    return vi.waitFor(look, { timeout: 20_000, interval: 20 });
  }

  /** The redrive that is over. */
  async redriven(): Promise<RedriveState> {
    return (await this.until(({ redrive }) => redrive?.isRunning === false)).redrive!;
  }

  /** The key of the group with this reason. */
  async keyOf(reason: string | null): Promise<string> {
    await this.until(({ poisonVersion }) => poisonVersion > 0);
    const { groups } = await this.poisonState();
    return groups.find((group) => group.reason === reason)!.key;
  }

  /** The texts of the job's queue. */
  get texts(): readonly string[] {
    return this.queue.messages.map(({ text: one }) => one);
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Value = string | number | boolean;

/** A span as it arrived. */
export interface ReceivedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly status: { readonly code?: number; readonly message?: string };
}

/** A point of a metric as it arrived: a sum's value, or a histogram's count and sum. */
export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly value: number;
  readonly count?: number;
  readonly attributes: Readonly<Record<string, Value>>;
}

/** What the receiver does with what it is sent. */
type Manner = 'accepts' | 'never answers';

/** A collector, as far as an exporter sees one: OTLP over HTTP, in JSON. */
export class OtlpReceiver implements AsyncDisposable {
  readonly spans: ReceivedSpan[] = [];
  readonly points: ReceivedPoint[] = [];
  readonly #server: Server;
  #requests = 0;

  private constructor(manner: Manner) {
    this.#server = createServer((request, response) => {
      this.#requests += 1;
      if (manner === 'accepts') void this.#accept(request, response);
    });
  }

  static async listen(manner: Manner = 'accepts'): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver(manner);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** How often it was called. */
  get requests(): number {
    return this.#requests;
  }

  /** The variables with which an SDK sends to it, and to nobody else. */
  get env(): Readonly<Record<string, string>> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_SERVICE_NAME: 'guardians',
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await json(request)) as Export;
    for (const { scopeSpans } of body.resourceSpans ?? []) {
      const spans = scopeSpans.flatMap((scope) => scope.spans);
      this.spans.push(...spans.map((span) => ({ ...span, attributes: read(span.attributes) })));
    }
    for (const { scopeMetrics } of body.resourceMetrics ?? []) {
      this.points.push(...scopeMetrics.flatMap(({ metrics }) => metrics.flatMap(pointsOf)));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  }
}

type Attributes = readonly {
  readonly key: string;
  readonly value: Readonly<Record<string, Value>>;
}[];

interface Point {
  readonly attributes: Attributes;
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly sum?: number;
  readonly count?: number;
}

interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

type Span = Omit<ReceivedSpan, 'attributes'> & { readonly attributes: Attributes };

/** What is sent, as far as it is looked at. */
interface Export {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
}

function pointsOf({ name, unit, sum, histogram }: Metric): ReceivedPoint[] {
  return (sum ?? histogram)!.dataPoints.map(({ attributes, ...point }) => ({
    metric: name,
    unit,
    value: point.asDouble ?? Number(point.asInt ?? point.sum),
    ...(point.count === undefined ? {} : { count: Number(point.count) }),
    attributes: read(attributes),
  }));
}

function read(attributes: Attributes): Record<string, Value> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]!]));
}

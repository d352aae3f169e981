/** What says nothing new here, or is more than fits on a line. */
const LEFT_OUT = new Set(['message', 'level', 'pid', 'timestamp', 'context', 'error', 'queueName']);

/** What every line of a delivery says of it, the application's own included. */
const OF_DELIVERY = new Set(['messageId', 'dequeueCount', 'type', 'trace_id', 'span_id']);

/** Who writes the library's lines. */
const LIBRARY = 'QueueJob';

/** One line of a pod's log. */
export interface LogEntry {
  readonly message: string;
  /** Whether the library wrote it, and not the application. */
  readonly isOurs: boolean;
  /** What the line says beside its text. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Received extends LogEntry {
  readonly fields: { readonly messageId: string };
}

/** Reads a line: a JSON object, as the sample writes where no terminal is, or else a text. */
export function parseLogEntry(line: string): LogEntry {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const isOurs = entry['context'] === LIBRARY;
    const fields = Object.entries(entry).filter(
      ([name]) => !LEFT_OUT.has(name) && (isOurs || !OF_DELIVERY.has(name)),
    );
    return { message: String(entry['message']), isOurs, fields: Object.fromEntries(fields) };
  } catch {
    return { message: line, isOurs: false, fields: {} };
  }
}

/** Whether the entry tells how a delivery begins or ends, which the demo shows in columns. */
export function isAboutDelivery({ isOurs, fields }: LogEntry): boolean {
  return isOurs && typeof fields['messageId'] === 'string';
}

/** Whether the entry tells that a delivery begins. */
export function isReceived(entry: LogEntry): entry is Received {
  return isAboutDelivery(entry) && 'dequeueCount' in entry.fields && !('outcome' in entry.fields);
}

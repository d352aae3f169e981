/** What says nothing new here, or is more than fits on a line. */
const LEFT_OUT = new Set(['message', 'level', 'pid', 'timestamp', 'context', 'error', 'queueName']);

/** One line of a pod's log. */
export interface LogEntry {
  readonly message: string;
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
    const fields = Object.entries(entry).filter(([name]) => !LEFT_OUT.has(name));
    return { message: String(entry['message']), fields: Object.fromEntries(fields) };
  } catch {
    return { message: line, fields: {} };
  }
}

/** Whether the entry tells how a delivery begins or ends, which the demo shows in columns. */
export function isAboutDelivery({ fields }: LogEntry): boolean {
  return typeof fields['messageId'] === 'string';
}

/** Whether the entry tells that a delivery begins. */
export function isReceived(entry: LogEntry): entry is Received {
  return isAboutDelivery(entry) && 'dequeueCount' in entry.fields && !('outcome' in entry.fields);
}

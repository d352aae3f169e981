/** What is known beside the text of a log line; becomes properties of the entry when logs are JSON. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where a delivery tells what happens to it. Nest's `Logger` is one. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  log(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

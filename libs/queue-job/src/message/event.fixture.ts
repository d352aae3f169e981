/** A CloudEvent in structured JSON. */
export const cloudEvent = (members: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  type: 'guardian.created',
  source: '/guardians',
  id: '42',
  ...members,
});

/** An event of Event Grid. */
export const eventGrid = (members: Record<string, unknown> = {}) => ({
  id: '42',
  eventType: 'guardian.created',
  subject: '/guardians/athena',
  eventTime: '2026-01-02T03:04:05Z',
  dataVersion: '1',
  ...members,
});

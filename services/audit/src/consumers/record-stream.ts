/** Where anybody who may listen on the bus finds the records, each under its sequence and its action. */
export const RECORD_STREAM = {
  name: 'AUDIT_RECORDS',
  subject: 'audit.records',
  hasTopics: true,
  isErasable: true,
} as const;

/** The last part of a record's subject: its action, as far as a subject may hold it. */
export const topicOf = (actionName: string): string =>
  actionName.replaceAll(/[^A-Za-z0-9_-]/g, '_') || '_';

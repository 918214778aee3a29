/** What the durable consumers of readers are called, and no others of the stream. */
export const READER_PREFIX = 'audit-reader-';

export const consumerOf = (id: string): string => `${READER_PREFIX}${id}`;

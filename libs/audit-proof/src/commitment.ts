import { createHmac } from 'node:crypto';

/**
 * What opens the commitment of one record. Follows from the subject's key: with that key gone, nobody
 * can tell any more whether a guess at the personal fields is right.
 */
export const openingOf = (subjectKey: Buffer, eventId: string): Buffer =>
  createHmac('sha256', subjectKey).update(`margay.audit.opening\n${eventId}`).digest();

/**
 * Stands in a record's hashed form for what is personal: binds it and tells nothing of it.
 *
 * @param personal canonical JSON
 */
export const commitmentTo = (opening: Buffer, personal: string): string =>
  createHmac('sha256', opening).update(personal).digest('base64url');

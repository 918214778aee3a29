import { LookupData1710000000011 } from './migrations/0001-lookup-data.js';

/** The service's own, after those of the log. */
export const MIGRATIONS = [LookupData1710000000011];

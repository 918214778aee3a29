import { LookupData1710000000011 } from './migrations/0001-lookup-data.js';
import { LookupRefresh1710000000013 } from './migrations/0003-lookup-refresh.js';

/** The service's own, after those of the log. */
export const MIGRATIONS = [LookupData1710000000011, LookupRefresh1710000000013];

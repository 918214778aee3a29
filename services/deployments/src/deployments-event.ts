import type { AccountEvent } from './accounts/account.decider.js';

/** Everything that is recorded in the log of this service. */
export type DeploymentsEvent = AccountEvent;

import type { EventOf } from '@margay/contracts';
import { categoryOf, type Recorded } from '@margay/event-store';
import { accountEventToWire } from './accounts/account-events.wire.js';
import type { AccountEvent } from './accounts/account.decider.js';
import { ACCOUNT_CATEGORY } from './accounts/account-list.projection.js';
import type { DeploymentsEvent } from './deployments-event.js';
import { releaseEventToWire } from './releases/release-events.wire.js';
import type { CatalogEvent } from './releases/release-facts.projection.js';

const isOfAccount = (recorded: Recorded<DeploymentsEvent>): recorded is Recorded<AccountEvent> =>
  categoryOf(recorded.stream) === ACCOUNT_CATEGORY;

/** What others may know of an event. */
export const eventToWire = (recorded: Recorded<DeploymentsEvent>): EventOf<'deployments'> =>
  isOfAccount(recorded)
    ? accountEventToWire(recorded)
    : releaseEventToWire(recorded as Recorded<CatalogEvent>);

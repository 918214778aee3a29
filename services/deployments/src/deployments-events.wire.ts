import type { EventOf } from '@margay/contracts';
import type { Recorded } from '@margay/event-store';
import { accountEventToWire } from './accounts/account-events.wire.js';
import type { DeploymentsEvent } from './deployments-event.js';

/** What others may know of an event. */
export const eventToWire = (recorded: Recorded<DeploymentsEvent>): EventOf<'deployments'> =>
  accountEventToWire(recorded);

import { create } from '@bufbuild/protobuf';
import {
  type EventOf,
  OverrideApprovedSchema,
  OverrideRequestedSchema,
  OverrideWithdrawnSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { OverrideEvent } from './override.decider.js';

/** What others may know of what happened to an override: all of it. */
export function overrideEventToWire({
  stream,
  event,
}: Recorded<OverrideEvent>): EventOf<'deployments'> {
  const overrideId = idOf(stream);
  switch (event.type) {
    case 'OverrideRequested': {
      const { accountId, target, reason } = event;
      return create(OverrideRequestedSchema, { overrideId, accountId, target, reason });
    }
    case 'OverrideApproved':
      return create(OverrideApprovedSchema, { overrideId, comment: event.comment });
    case 'OverrideWithdrawn':
      return create(OverrideWithdrawnSchema, { overrideId, reason: event.reason });
  }
}

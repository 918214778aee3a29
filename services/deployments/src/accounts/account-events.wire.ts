import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  AccountApprovedSchema,
  AccountDeclinedSchema,
  AccountDescribedSchema,
  AccountExpiredSchema,
  AccountRequestedSchema,
  AccountWithdrawnSchema,
  type EventOf,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { AccountEvent } from './account.decider.js';

/** What others may know of what happened to an account: all of it. */
export function accountEventToWire({
  stream,
  event,
}: Recorded<AccountEvent>): EventOf<'deployments'> {
  const accountId = idOf(stream);
  switch (event.type) {
    case 'AccountRequested': {
      const { facts, comment } = event;
      return create(AccountRequestedSchema, { accountId, facts, comment });
    }
    case 'AccountDescribed':
      return create(AccountDescribedSchema, { accountId, facts: event.facts });
    case 'AccountApproved': {
      const { comment, expiresAt } = event;
      return create(AccountApprovedSchema, {
        accountId,
        comment,
        ...(expiresAt ? { expiresAt: timestampFromDate(new Date(expiresAt)) } : {}),
      });
    }
    case 'AccountDeclined':
      return create(AccountDeclinedSchema, { accountId, reason: event.reason });
    case 'AccountExpired':
      return create(AccountExpiredSchema, { accountId });
    case 'AccountWithdrawn':
      return create(AccountWithdrawnSchema, { accountId, reason: event.reason });
  }
}

import type { MessageInitShape } from '@bufbuild/protobuf';
import type { EnrichedEventSchema } from '@margay/contracts';
import type { Outcome } from './enriching/batch.js';

/** One event's outcome in contract form. */
export const outcomeToWire = (outcome: Outcome): MessageInitShape<typeof EnrichedEventSchema> => ({
  outcome:
    'event' in outcome
      ? { case: 'event', value: outcome.event as Uint8Array<ArrayBuffer> }
      : { case: 'error', value: { ...outcome.fault } },
});

import { create } from '@bufbuild/protobuf';
import {
  type EventOf,
  PreflightCheckConcludedSchema,
  PreflightCheckWaivedSchema,
  PreflightEndedSchema,
  PreflightStartedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { PreflightEvent } from './preflight.decider.js';

/** What others may know of what happened in a preflight: all of it. */
export function preflightEventToWire({
  stream,
  event,
}: Recorded<PreflightEvent>): EventOf<'deployments'> {
  const of = { accountId: idOf(stream), run: event.run };
  switch (event.type) {
    case 'PreflightStarted': {
      const { type: _, run: __, by: ___, ...subject } = event;
      return create(PreflightStartedSchema, { ...of, subject });
    }
    case 'PreflightCheckConcluded':
      return create(PreflightCheckConcludedSchema, { ...of, result: event.result });
    case 'PreflightEnded':
      return create(PreflightEndedSchema, of);
    case 'PreflightCheckWaived': {
      const { check, reason } = event;
      return create(PreflightCheckWaivedSchema, { ...of, check, reason });
    }
  }
}

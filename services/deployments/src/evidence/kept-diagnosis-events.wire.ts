import { create } from '@bufbuild/protobuf';
import { StackDiagnosedSchema, type EventOf } from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import { diagnosedToWire } from './kept-diagnoses.wire.js';
import type { KeptDiagnosisEvent } from './kept-diagnosis.decider.js';

/** What others may know of a diagnosis that was kept: all of it, for what CloudFormation said lies beside the log. */
export function keptDiagnosisEventToWire({
  stream,
  event,
}: Recorded<KeptDiagnosisEvent>): EventOf<'deployments'> {
  return create(StackDiagnosedSchema, diagnosedToWire(idOf(stream), event.number, event));
}

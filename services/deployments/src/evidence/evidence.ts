import { create, type JsonValue, toJson } from '@bufbuild/protobuf';
import { PreflightSchema, StackDiagnosisSchema } from '@margay/contracts';
import type { SeenFailure } from '../diagnosis/diagnoses.service.js';
import { diagnosisToWire } from '../diagnosis/diagnoses.wire.js';
import type { Failure } from '../diagnosis/diagnosis.js';
import { historyOf, type StackEvent } from '../diagnosis/stack-pages.js';
import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { PreflightRow } from '../preflight/preflight.row.js';
import { preflightToWire } from '../preflight/preflights.wire.js';
import type { Diagnosed, DiagnosedCause } from './kept-diagnosis.decider.js';
import type { SecretMask } from './secret-mask.js';

/** With all else in it, a bundle stays below the megabyte that the bus carries. */
const EVENTS_BYTES_MAX = 250_000;
const PREFLIGHT_BYTES_MAX = 100_000;
const OTHERS_MAX = 20;
const TEXT_LENGTH_MAX = 15_000;

export type KeptEvent = StackEvent & { readonly stackId: string };

/** What a diagnosis was made from, and the diagnosis: kept for ever in this form, so add to it and never edit. */
export interface Evidence {
  /** In ProtoJSON. */
  readonly diagnosis: JsonValue;
  readonly parameters: ParameterValues;
  readonly stacks: readonly {
    readonly id: string;
    readonly name: string;
    /** Whether it was read back to its beginning. */
    readonly isWhole: boolean;
    /** How many events were left out, for there were too many. */
    readonly leftOut: number;
  }[];
  /** Those of one stack after those of another, each in the order in which they happened. */
  readonly events: readonly KeptEvent[];
  /** The latest one then, in ProtoJSON; null: there was none. */
  readonly preflight: JsonValue;
}

/** What failed tells most, then what a stack says of itself; of the rest, what happened last. */
const rankOf = ({ status, hook, type }: KeptEvent): number => {
  if (status.endsWith('_FAILED') || hook) return 0;
  return type === 'AWS::CloudFormation::Stack' ? 1 : 2;
};

function bounded(events: readonly KeptEvent[]): readonly KeptEvent[] {
  let room = EVENTS_BYTES_MAX;
  const ranked = events
    .map((event) => ({ event, rank: rankOf(event) }))
    .sort((one, other) => one.rank - other.rank || other.event.at - one.event.at);
  const kept = new Set<KeptEvent>();
  for (const { event } of ranked) {
    room -= Buffer.byteLength(JSON.stringify(event)) + 1;
    if (room < 0) break;
    kept.add(event);
  }
  return events.filter((event) => kept.has(event));
}

function preflightOf(row: PreflightRow | undefined, mask: SecretMask): JsonValue {
  if (!row) return null;
  const shown = (results: PreflightRow['results']) =>
    mask.all(
      toJson(PreflightSchema, create(PreflightSchema, preflightToWire({ ...row, results }))),
    );
  const whole = shown(row.results);
  return Buffer.byteLength(JSON.stringify(whole)) <= PREFLIGHT_BYTES_MAX
    ? whole
    : shown(row.results.map((result) => ({ ...result, evidence: {} })));
}

function diagnosisOf({ found }: SeenFailure, mask: SecretMask): JsonValue {
  const { also, secondary } = found.diagnosis;
  const diagnosis = {
    ...found.diagnosis,
    also: also.slice(0, OTHERS_MAX),
    secondary: secondary.slice(0, OTHERS_MAX),
  };
  const wire = create(StackDiagnosisSchema, diagnosisToWire({ ...found, diagnosis, text: '' }));
  const shown = mask.all(toJson(StackDiagnosisSchema, wire)) as Record<string, JsonValue>;
  return { ...shown, text: mask.text(found.text, TEXT_LENGTH_MAX) };
}

/** What is kept of what was seen: bounded, and without secrets. */
export function evidenceOf(
  seen: SeenFailure,
  preflight: PreflightRow | undefined,
  mask: SecretMask,
): Evidence {
  const histories = seen.read.map(historyOf);
  const masked = histories.flatMap(({ id, events }) =>
    events.map((event) => mask.all({ stackId: id, ...event })),
  );
  const events = bounded(masked);
  const left = (of: string, { length }: readonly unknown[]) =>
    length - events.filter(({ stackId }) => stackId === of).length;
  return {
    diagnosis: diagnosisOf(seen, mask),
    parameters: mask.shownParameters(),
    stacks: histories.map(({ id, name, isWhole, events: told }) => ({
      id,
      name,
      isWhole,
      leftOut: left(id, told),
    })),
    events,
    preflight: preflightOf(preflight, mask),
  };
}

const causeOf = ({ stackId, path, type, cause }: Failure): DiagnosedCause => ({
  class: cause.id,
  owner: cause.owner,
  retry: cause.retry,
  stackId,
  path,
  resourceType: type,
  ...(cause.denial ? { action: cause.denial.action } : {}),
  remedy: cause.remedy,
});

/** What a diagnosis comes to. */
export function diagnosedOf(
  { found: { stackId, status, diagnosis } }: SeenFailure,
  version: string,
  mask: SecretMask,
): Omit<Diagnosed, 'evidence'> {
  const { outcome, kind, cause } = diagnosis;
  return mask.all({
    stackId,
    status,
    outcome,
    ...(version === '' ? {} : { version }),
    ...(kind === undefined ? {} : { kind }),
    ...(cause ? { cause: causeOf(cause) } : {}),
  });
}

import { canonicalJson, type Leaf, type Personal, type Target } from '@margay/audit-proof';
import type { Actor, AnyEvent } from '@margay/contracts';
import type { Cause } from '@margay/event-store';
import { redactText } from '@margay/observability';
import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { auditEntryOf } from '../audit-entry.js';
import { wordsOf } from './record-words.js';
import type { TargetState } from './difference.js';

/** An event of any service with its place in that service's log. */
export interface Auditable {
  /** The service whose log it is in. */
  readonly source: string;
  readonly position: number;
  readonly id: string;
  readonly at: Date;
  readonly cause: Cause;
  readonly message: AnyEvent;
}

/** What an event says by itself: not its number, nor what it changed. */
export interface Draft {
  readonly leaf: Omit<Leaf, 'sequence' | 'pantherVersion' | 'changes' | 'seal'>;
  readonly personal: Personal;
  /** Whose key the personal fields are sealed with. */
  readonly subject: string;
  /** RFC 8785 of `personal`. */
  readonly personalText: string;
  /** What a search for text looks at, but for what is personal. */
  readonly words: string;
  /** What the first target is like from now on, as far as the event says. */
  readonly after: TargetState | 'gone' | undefined;
}

/** Consumers of the published record know the platform itself by this id. */
const SYSTEM_ID = '00000000-0000-4000-8000-000000000000';

/** Not the platform, but somebody who did not prove to be anybody. */
const ANONYMOUS = 'anonymous';

/** The system writes as a user; consumers of the published record know no third kind. */
const actorOf = ({ type, id }: Actor): Leaf['actor'] => ({
  id: type === 'system' && id !== ANONYMOUS ? SYSTEM_ID : id,
  type: type === 'api-token' ? 'TOKEN' : 'USER',
});

/** Date and time apart by a space, without a zone: the form that consumers of the record parse. */
export const timestampOf = (date: Date): string =>
  date.toISOString().replace('T', ' ').replace('Z', '');

/** The same, whole, but for texts that look like a secret. Keys of ours never hold one. */
function redacted(value: JsonValue): JsonValue {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redacted);
  return value !== null && typeof value === 'object' ? redactedObject(value) : value;
}

const redactedObject = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, redacted(value)]));

const redactedTarget = ({ type, id, name }: Target): Target => ({
  type,
  id: redactText(id),
  name: redactText(name),
});

/** An event with what it says by itself. */
export type Drafted = readonly [Auditable, Draft];

export const drafted = (event: Auditable): Drafted => [event, draftOf(event)];

export function draftOf({ id, at, cause, message }: Auditable): Draft {
  const { actor, origin, requestId, correlationId, causationId } = cause;
  const entry = auditEntryOf(message);
  const author = actorOf(actor);
  const personal: Personal = {
    name: actor.name ?? (actor.type === 'system' ? actor.id : ''),
    sourceIP: origin?.sourceIp ?? '',
    XForwardedFor: [...(origin?.forwardedFor ?? [])],
    userAgent: redactText(origin?.userAgent ?? ''),
  };
  const leaf = {
    eventId: id,
    requestId,
    correlationId: correlationId || requestId,
    ...(causationId ? { causationId } : {}),
    actionName: entry.actionName,
    actionDescription: entry.actionDescription,
    actionResult: entry.actionResult,
    actionParams: redactedObject(entry.actionParams),
    actionDetails: redactedObject(entry.actionDetails),
    actor: author,
    errors:
      entry.errors.length === 0
        ? null
        : entry.errors.map((text) => ({ message: redactText(text) })),
    timestamp: timestampOf(at),
    targets: entry.targets.map(redactedTarget),
  };
  return {
    leaf,
    personal,
    personalText: canonicalJson(personal),
    words: wordsOf(leaf),
    subject: author.id,
    after: typeof entry.after === 'object' ? redactedObject(entry.after) : entry.after,
  };
}

import type { JsonObject, JsonValue } from '@bufbuild/protobuf';

export type ActionResult = 'SUCCEEDED' | 'FAILED' | 'PARTIALLY_FAILED';

export interface Target {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** One thing about a target that is not as it was. `null` stands for what was not there. */
export interface Change {
  readonly field: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** Of an actor, what says who that is. */
export interface Attributes {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly roleId: string;
  readonly roleName: string;
}

/** What of a record is about a person, and can be erased while the log still verifies. */
export interface Personal {
  readonly name: string;
  readonly attributes?: Attributes;
  readonly sourceIP: string;
  readonly XForwardedFor: readonly string[];
  readonly userAgent: string;
}

/** What is hashed: a record with a commitment in place of what is personal. */
export interface Leaf {
  /** 1, 2, 3, … without gaps. */
  readonly sequence: number;
  readonly eventId: string;
  readonly requestId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly actionName: string;
  readonly actionDescription: string;
  readonly actionResult: ActionResult;
  readonly actionParams: JsonObject;
  readonly actionDetails: JsonObject;
  readonly actor: { readonly id: string; readonly type: 'USER' | 'TOKEN' };
  readonly errors: readonly { readonly message: string }[] | null;
  /** UTC, `2026-01-31 23:59:59.123`. */
  readonly timestamp: string;
  readonly pantherVersion: string;
  readonly targets: readonly Target[];
  readonly changes: readonly Change[];
  readonly seal: { readonly commitment: string };
}

/** A record as it is published. Without `opening` what was personal has been erased. */
export interface AuditRecord extends Omit<Leaf, 'actor' | 'seal'> {
  readonly actor: Leaf['actor'] & { readonly name?: string; readonly attributes?: Attributes };
  readonly sourceIP: string | null;
  readonly XForwardedFor: readonly string[] | null;
  readonly userAgent: string | null;
  readonly seal: { readonly commitment: string; readonly opening?: string };
}

/** @param opening of the commitment; undefined once erased */
export function publishedRecord(
  leaf: Leaf,
  kept: { readonly personal: Personal; readonly opening: string } | undefined,
): AuditRecord {
  const { actor, seal, ...rest } = leaf;
  if (!kept) return { ...rest, actor, sourceIP: null, XForwardedFor: null, userAgent: null, seal };
  const { name, attributes, ...whence } = kept.personal;
  return {
    ...rest,
    ...whence,
    actor: { ...actor, name, ...(attributes ? { attributes } : {}) },
    seal: { ...seal, opening: kept.opening },
  };
}

/** Takes a published record apart again; the inverse of `publishedRecord`. */
export function takenApart(record: AuditRecord): {
  readonly leaf: Leaf;
  readonly kept: { readonly personal: Personal; readonly opening: string } | undefined;
} {
  const { actor, seal, sourceIP, XForwardedFor, userAgent, ...rest } = record;
  const { name, attributes, ...bareActor } = actor;
  const { opening, ...bareSeal } = seal;
  const leaf = { ...rest, actor: bareActor, seal: bareSeal };
  if (opening === undefined) return { leaf, kept: undefined };
  const personal = {
    name: name as string,
    ...(attributes ? { attributes } : {}),
    sourceIP: sourceIP as string,
    XForwardedFor: XForwardedFor as readonly string[],
    userAgent: userAgent as string,
  };
  return { leaf, kept: { personal, opening } };
}

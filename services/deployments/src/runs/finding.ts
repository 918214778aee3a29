import type { StackDiagnosis } from '../diagnosis/diagnoses.service.js';
import type { Version } from '../releases/version.js';

/** One change of a change set, or of one within it. */
export interface FoundChange {
  /** Logical ids from the root down. */
  readonly path: readonly string[];
  readonly type: string;
  readonly action: string;
  /** `True`, `False` or `Conditional`. */
  readonly replacement?: string;
  /** Something with a state is replaced or removed, or may be. */
  readonly destroys: boolean;
}

/** What was changed past CloudFormation. Values are not kept: secrets may be among them. */
export interface FoundDrift {
  readonly stackId: string;
  readonly path: readonly string[];
  readonly status: 'CHECKING' | 'IN_SYNC' | 'DRIFTED' | 'UNKNOWN';
  /** That CloudFormation works on, while it is being checked. */
  readonly detection?: string;
  /** Why it is not known. */
  readonly message?: string;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly type: string;
    readonly status: string;
    /** Which differ, by their paths. */
    readonly properties: readonly string[];
  }[];
}

export interface Verification {
  /** That the template of the root says; absent: it does not say. */
  readonly version?: Version;
  /** The stacks within, with what their tags say. */
  readonly stacks: readonly { readonly path: readonly string[]; readonly version?: Version }[];
  /** That the template declares, and the stack lacks. */
  readonly missingOutputs: readonly string[];
  /** The platform invites the first user by mail, to the address that the stack was given. */
  readonly firstUserInvited: boolean;
}

/** What a step found that people want to see in full. */
export interface Findings {
  readonly diagnosis: StackDiagnosis;
  readonly changes: readonly FoundChange[];
  readonly drift: readonly FoundDrift[];
  readonly verification: Verification;
}

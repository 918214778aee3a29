import type { DeclaredParameter } from '../parameters/declared-parameter.js';
import type { MigrationNote } from './migration-note.js';
import type { Version } from './version.js';

export const CHANNELS = ['stable', 'candidate'] as const;
/** A deployment on `candidate` is offered what is stable as well. */
export type Channel = (typeof CHANNELS)[number];

/** A stack within the root stack. */
export interface NestedStack {
  readonly logicalId: string;
  /** As it is written in the template; absent where it is put together there. */
  readonly templateUrl?: string;
}

/** What a release brings. What nobody has read yet is absent, and never taken for empty. */
export interface Release {
  readonly version: Version;
  readonly channel: Channel;
  /** By region, where they are not where releases are published to. */
  readonly templateUrls?: Readonly<Record<string, string>>;
  readonly roleTemplateUrl?: string;
  /** What has to be acknowledged when the stack is made; absent: as any release. */
  readonly capabilities?: readonly string[];
  /** From its template. */
  readonly parameters?: readonly DeclaredParameter[];
  readonly nestedStacks?: readonly NestedStack[];
  /** New name by old name, where a parameter of the minor before goes on under another one. */
  readonly renames?: Readonly<Record<string, string>>;
  /** What its deployment role may do. */
  readonly roleActions?: readonly string[];
  /** What crossing to it asks for, beside what is known of the published ones. */
  readonly notes?: readonly MigrationNote[];
}

/** What a deployment is like, as far as releases care. */
export const CIRCUMSTANCES = [
  'custom_domain',
  'customer_snowflake',
  'deployment_role',
  'administrator',
] as const;
export type Circumstance = (typeof CIRCUMSTANCES)[number];

/** A step between two versions that must not be taken. */
export interface ClosedEdge {
  readonly id: string;
  /** The versions it must not be taken from, as a range. */
  readonly from: string;
  readonly to: Version;
  readonly reason: string;
  readonly url?: string;
  /** Closed only for deployments of this kind; absent: for all. */
  readonly when?: Circumstance;
}

/** The stack that installs any release creates named roles and nests stacks behind a transform. */
export const CAPABILITIES = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;

/** Without one of its own, in the bucket that lies in the region of the deployment. */
export const templateUrl = ({ version, templateUrls }: Release, region: string): string =>
  templateUrls?.[region] ??
  `https://panther-enterprise-${region}.s3.amazonaws.com/v${version}/panther.yml`;

export const roleTemplateUrl = ({ version, roleTemplateUrl: own }: Release): string =>
  own ??
  `https://panther-public-cloudformation-templates.s3.amazonaws.com/panther-deployment-role/v${version}/template.yml`;

import type { DeclaredParameter } from '../parameters/declared-parameter.js';
import type { Version } from './version.js';

export const CHANNELS = ['stable', 'candidate'] as const;
/** A deployment on `candidate` is offered what is stable as well. */
export type Channel = (typeof CHANNELS)[number];

/** What a release brings. What nobody has read yet is absent, and never taken for empty. */
export interface Release {
  readonly version: Version;
  readonly channel: Channel;
  /** From its template. */
  readonly parameters?: readonly DeclaredParameter[];
  /** New name by old name, where a parameter of the minor before goes on under another one. */
  readonly renames?: Readonly<Record<string, string>>;
  /** What its deployment role may do. */
  readonly roleActions?: readonly string[];
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

/** The bucket lies in the region of the deployment. */
export const templateUrl = (version: Version, region: string): string =>
  `https://panther-enterprise-${region}.s3.amazonaws.com/v${version}/panther.yml`;

export const roleTemplateUrl = (version: Version): string =>
  `https://panther-public-cloudformation-templates.s3.amazonaws.com/panther-deployment-role/v${version}/template.yml`;

import type { ParameterValues } from '../parameters/declared-parameter.js';
import type { Channel, Circumstance } from '../releases/release.js';
import type { Version } from '../releases/version.js';

export interface UpgradeQuestion {
  /** What runs now. */
  readonly current: string;
  /** A version, or a minor, which means its latest recommended patch. */
  readonly target: string;
  readonly region: string;
  readonly channel: Channel;
  readonly circumstances: ReadonlySet<Circumstance>;
  /** Of the deployment role, where one is used and its version is known. */
  readonly roleVersion?: Version;
  readonly parameters: ParameterValues;
  /** Whole minors may be left out where the catalog has none of their releases. */
  readonly override?: { readonly reason: string; readonly by: string; readonly approvedBy: string };
}

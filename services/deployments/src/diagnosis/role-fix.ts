import { matchesPattern } from '@margay/iam-policy';
import type { Catalog } from '../releases/catalog.js';
import { compareVersions, type Version } from '../releases/version.js';

/** Where a missing action comes from. */
export interface RoleFix {
  readonly action: string;
  /** The first release from which on the deployment role has it; absent: no role that was read has it. */
  readonly addedIn?: Version;
  /** Whether the role of the release that is deployed has it; absent: that role has not been read. */
  readonly inTarget?: boolean;
}

const allows = (actions: readonly string[], action: string): boolean =>
  actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()));

/** Which version of the deployment role brings an action that was denied, as far as their templates have been read. */
export function roleFixOf(catalog: Catalog, action: string, target: Version): RoleFix {
  const roles = catalog
    .all()
    .flatMap(({ release: { version, roleActions } }) =>
      roleActions ? [{ version, has: allows(roleActions, action) }] : [],
    )
    .sort((one, other) => compareVersions(one.version, other.version));
  const upToTarget = roles.filter(({ version }) => compareVersions(version, target) <= 0);
  // What an earlier role had and a later one lost was not brought by the earlier one.
  const lastWithout = upToTarget.findLastIndex(({ has }) => !has);
  const addedIn =
    upToTarget[lastWithout + 1]?.version ??
    roles.find(({ version, has }) => has && compareVersions(version, target) > 0)?.version;
  const inTarget = roles.find(({ version }) => version === target)?.has;
  return {
    action,
    ...(addedIn === undefined ? {} : { addedIn }),
    ...(inTarget === undefined ? {} : { inTarget }),
  };
}

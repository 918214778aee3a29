import semver from 'semver';

/** `1.25.18`: three numbers, no leading v, no pre-release. Others do not exist here. */
export type Version = string;
/** `1.25`. */
export type Minor = string;

/** Reads `1.25.18` and `v1.25.18`; undefined for whatever is not the version of a release. */
export function parseVersion(text: string): Version | undefined {
  const bare = text.startsWith('v') ? text.slice(1) : text;
  const version = semver.parse(bare);
  return version?.version === bare && version.prerelease.length === 0 ? bare : undefined;
}

/** Reads `1.25` and `v1.25`. */
export function parseMinor(text: string): Minor | undefined {
  const version = parseVersion(`${text}.0`);
  return version === undefined ? undefined : minorOf(version);
}

export const minorOf = (version: Version): Minor =>
  `${semver.major(version)}.${semver.minor(version)}`;

export const compareVersions = (one: Version, other: Version): number => semver.compare(one, other);

export const compareMinors = (one: Minor, other: Minor): number =>
  semver.compare(`${one}.0`, `${other}.0`);

export const isAtLeast = (version: Version, least: Version): boolean => semver.gte(version, least);

/** Whether a version is among those that a range such as `>=1.19.5 <1.21.0` means. */
export const isIn = (version: Version, range: string): boolean => semver.satisfies(version, range);

export const isRange = (text: string): boolean => semver.validRange(text) !== null;

import semver from 'semver';

/** Before these, whoever may speak to a server can do more than it should: its advisories say how. */
const SOUND = '>=2.11.16 <2.12.0 || >=2.12.7';

/** Whether a server has what its published advisories ask for. One whose version is not readable has not. */
export const isSound = (version: string | undefined): boolean =>
  semver.satisfies(version ?? '', SOUND);

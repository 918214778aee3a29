import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { MigrationNote } from './migration-note.js';
import { PUBLISHED_RELEASES } from './published-releases.js';
import type { Channel } from './release.js';
import type { Version } from './version.js';

/** What is recorded of a release. Its documents are kept beside the log, by their digests. */
export interface ReleaseDescription {
  readonly channel: Channel;
  readonly templateUrls: Readonly<Record<string, string>>;
  readonly roleTemplateUrl?: string;
  readonly templateDigest?: string;
  readonly roleTemplateDigest?: string;
  readonly capabilities: readonly string[];
  readonly renames: Readonly<Record<string, string>>;
  readonly notes: readonly MigrationNote[];
}

export type ReleaseCommand = { readonly version: Version } & (
  | { readonly type: 'RegisterRelease'; readonly description: ReleaseDescription }
  | { readonly type: 'ListRelease' | 'UnlistRelease' }
  | { readonly type: 'WithdrawRelease'; readonly reason: string }
);

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type ReleaseEvent = { readonly version: Version } & (
  | { readonly type: 'ReleaseRegistered'; readonly description: ReleaseDescription }
  | { readonly type: 'ReleaseListed' | 'ReleaseUnlisted' }
  | { readonly type: 'ReleaseWithdrawn'; readonly reason: string }
);

/** Undefined: nobody has said so. */
export interface ReleaseState {
  readonly description?: ReleaseDescription;
  readonly listed?: boolean;
  readonly withdrawn?: string;
}

const PUBLISHED: ReadonlySet<Version> = new Set(
  PUBLISHED_RELEASES.flatMap((fact) => (fact.kind === 'published' ? [fact.release.version] : [])),
);

/** A release: recommended from the start, and then as it is said. */
export const releaseDecider: Decider<ReleaseCommand, ReleaseState, ReleaseEvent> = {
  initial: {},

  decide(command, { description, listed = true, withdrawn }) {
    const { version } = command;
    if (command.type === 'RegisterRelease')
      // Descriptions come in one form, so the same one is written the same.
      return JSON.stringify(command.description) === JSON.stringify(description)
        ? []
        : [{ type: 'ReleaseRegistered', version, description: command.description }];
    if (description === undefined && !PUBLISHED.has(version))
      throw new ServiceError('not_found', 'There is no such release.');
    switch (command.type) {
      case 'ListRelease':
        return listed && withdrawn === undefined ? [] : [{ type: 'ReleaseListed', version }];
      case 'UnlistRelease':
        return listed ? [{ type: 'ReleaseUnlisted', version }] : [];
      case 'WithdrawRelease':
        return withdrawn === undefined
          ? [{ type: 'ReleaseWithdrawn', version, reason: command.reason }]
          : [];
    }
  },

  evolve(release, event) {
    switch (event.type) {
      case 'ReleaseRegistered':
        return { ...release, description: event.description };
      case 'ReleaseListed': {
        const { withdrawn: _, ...rest } = release;
        return { ...rest, listed: true };
      }
      case 'ReleaseUnlisted':
        return { ...release, listed: false };
      case 'ReleaseWithdrawn':
        return { ...release, withdrawn: event.reason };
    }
  },
};

import type { JsonObject } from '@bufbuild/protobuf';
import type { EventOf } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

type ReleaseEvent = Extract<
  EventOf<'deployments'>,
  { $typeName: `margay.deployments.v1.${'Release' | 'UpgradeEdge'}${string}` }
>;
type ReleaseEntries = {
  readonly [Event in ReleaseEvent as Event['$typeName']]: (event: Event) => AuditEntry;
};

/** What the actions on releases are called, and for people. */
export const RELEASE_ACTIONS = {
  REGISTER_RELEASE: 'Registers a release of the platform.',
  LIST_RELEASE: 'Recommends a release of the platform.',
  UNLIST_RELEASE: 'Recommends a release of the platform no longer.',
  WITHDRAW_RELEASE: 'Withdraws a release of the platform.',
  CLOSE_UPGRADE_EDGE: 'Closes a step between releases of the platform.',
  OPEN_UPGRADE_EDGE: 'Opens a step between releases of the platform that was closed.',
} as const;

const entry = (
  actionName: keyof typeof RELEASE_ACTIONS,
  type: 'release' | 'upgrade-edge',
  id: string,
  input: JsonObject,
  after?: AuditEntry['after'],
): AuditEntry => ({
  actionName,
  actionDescription: RELEASE_ACTIONS[actionName],
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails: {},
  errors: [],
  targets: [{ type, id, name: id }],
  ...(after === undefined ? {} : { after }),
});

/** One line for each event of releases. Documents are told by their digests. */
export const RELEASE_ENTRIES: ReleaseEntries = {
  'margay.deployments.v1.ReleaseRegistered': ({ $typeName: _, $unknown: __, notes, ...event }) => {
    const described = { ...event, notes: notes.map(({ id, title }) => ({ id, title })) };
    return entry('REGISTER_RELEASE', 'release', event.version, described, described);
  },
  'margay.deployments.v1.ReleaseListed': ({ version }) =>
    entry('LIST_RELEASE', 'release', version, { version }, { listed: true, withdrawn: null }),
  'margay.deployments.v1.ReleaseUnlisted': ({ version }) =>
    entry('UNLIST_RELEASE', 'release', version, { version }, { listed: false }),
  'margay.deployments.v1.ReleaseWithdrawn': ({ version, reason }) =>
    entry('WITHDRAW_RELEASE', 'release', version, { version, reason }, { withdrawn: reason }),
  'margay.deployments.v1.UpgradeEdgeClosed': ({ $typeName: _, $unknown: __, edgeId, ...edge }) =>
    entry('CLOSE_UPGRADE_EDGE', 'upgrade-edge', edgeId, edge, edge),
  'margay.deployments.v1.UpgradeEdgeOpened': ({ edgeId, reason }) =>
    entry('OPEN_UPGRADE_EDGE', 'upgrade-edge', edgeId, { id: edgeId, reason }, 'gone'),
};

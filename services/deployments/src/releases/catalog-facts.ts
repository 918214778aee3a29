import type { CatalogFact } from './catalog.js';
import type { Release } from './release.js';
import type { ReleaseDescription } from './release.decider.js';
import type { ReleaseFactRow } from './release-fact.row.js';
import { readRoleActions } from './role-actions.js';
import { readTemplate } from './release-template.js';
import type { Version } from './version.js';

/** What was read from documents, by their digests. */
export type ReadDocument = Pick<Release, 'parameters' | 'nestedStacks' | 'roleActions'>;

/** One that cannot be read brings nothing: it was read when it was registered. */
export function readReleaseDocument(kind: 'template' | 'role', content: string): ReadDocument {
  if (kind === 'role') {
    const role = readRoleActions(content);
    return 'problem' in role ? {} : { roleActions: role.actions };
  }
  const template = readTemplate(content);
  if ('problem' in template) return {};
  return { parameters: template.parameters, nestedStacks: template.nestedStacks };
}

const releaseOf = (
  version: Version,
  description: ReleaseDescription,
  documents: ReadonlyMap<string, ReadDocument>,
): Release => ({
  version,
  channel: description.channel,
  templateUrls: description.templateUrls,
  ...(description.roleTemplateUrl ? { roleTemplateUrl: description.roleTemplateUrl } : {}),
  ...(description.capabilities.length > 0 ? { capabilities: description.capabilities } : {}),
  renames: description.renames,
  notes: description.notes,
  ...documents.get(description.templateDigest ?? ''),
  ...documents.get(description.roleTemplateDigest ?? ''),
});

/** What a recorded fact means to a catalog. */
export function catalogFactOf(
  { subject, saidAt, event }: Pick<ReleaseFactRow, 'subject' | 'saidAt' | 'event'>,
  documents: ReadonlyMap<string, ReadDocument>,
): CatalogFact {
  const on = saidAt.toISOString().slice(0, 10);
  switch (event.type) {
    case 'ReleaseRegistered':
      return {
        on,
        kind: 'published',
        release: releaseOf(event.version, event.description, documents),
      };
    case 'ReleaseListed':
      return { on, kind: 'listed', version: event.version };
    case 'ReleaseUnlisted':
      return { on, kind: 'unlisted', version: event.version };
    case 'ReleaseWithdrawn':
      return { on, kind: 'withdrawn', version: event.version, reason: event.reason };
    case 'UpgradeEdgeClosed':
      return { on, kind: 'edge_closed', edge: event.edge };
    case 'UpgradeEdgeOpened':
      return { on, kind: 'edge_opened', edgeId: subject };
  }
}

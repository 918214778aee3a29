import { create } from '@bufbuild/protobuf';
import {
  type EventOf,
  ReleaseListedSchema,
  ReleaseRegisteredSchema,
  ReleaseUnlistedSchema,
  ReleaseWithdrawnSchema,
  UpgradeEdgeClosedSchema,
  UpgradeEdgeOpenedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { CatalogEvent } from './release-facts.projection.js';
import { noteToWire } from './releases.wire.js';

/** What others may know of what was said about releases: all but the documents themselves. */
export function releaseEventToWire({
  stream,
  event,
}: Recorded<CatalogEvent>): EventOf<'deployments'> {
  switch (event.type) {
    case 'ReleaseRegistered': {
      const { renames, notes, capabilities, templateUrls, ...description } = event.description;
      return create(ReleaseRegisteredSchema, {
        version: event.version,
        ...description,
        templateUrls: { ...templateUrls },
        capabilities: [...capabilities],
        renamedParameters: { ...renames },
        notes: notes.map(noteToWire),
      });
    }
    case 'ReleaseListed':
      return create(ReleaseListedSchema, { version: event.version });
    case 'ReleaseUnlisted':
      return create(ReleaseUnlistedSchema, { version: event.version });
    case 'ReleaseWithdrawn':
      return create(ReleaseWithdrawnSchema, { version: event.version, reason: event.reason });
    case 'UpgradeEdgeClosed': {
      const { id, ...edge } = event.edge;
      return create(UpgradeEdgeClosedSchema, { edgeId: id, ...edge });
    }
    case 'UpgradeEdgeOpened':
      return create(UpgradeEdgeOpenedSchema, { edgeId: idOf(stream), reason: event.reason });
  }
}

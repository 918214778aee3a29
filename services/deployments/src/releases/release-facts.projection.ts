import { idOf, type Projection, type Recorded, rowsOf, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import type { ReleaseEvent } from './release.decider.js';
import type { UpgradeEdgeEvent } from './upgrade-edge.decider.js';

/** Streams are named `<category>-<id>`. */
export const RELEASE_CATEGORY = 'release';
export const EDGE_CATEGORY = 'upgrade_edge';

export type CatalogEvent = ReleaseEvent | UpgradeEdgeEvent;

const ABOUT_RELEASES: Readonly<Record<CatalogEvent['type'], true>> = {
  ReleaseRegistered: true,
  ReleaseListed: true,
  ReleaseUnlisted: true,
  ReleaseWithdrawn: true,
  UpgradeEdgeClosed: true,
  UpgradeEdgeOpened: true,
};

const isAboutReleases = (
  recorded: Recorded<DeploymentsEvent>,
): recorded is Recorded<CatalogEvent> => Object.hasOwn(ABOUT_RELEASES, recorded.event.type);

/** What was said about releases, in its order: few facts, from which a catalog of any day is made. */
@Injectable()
export class ReleaseFactsProjection implements Projection<DeploymentsEvent> {
  readonly name = 'release-facts';
  readonly version = 1;
  readonly tables = {
    release_fact: `
      position bigint PRIMARY KEY,
      subject text NOT NULL,
      said_at timestamptz NOT NULL,
      event jsonb NOT NULL`,
  };

  async apply(events: readonly Recorded<DeploymentsEvent>[], sql: Sql): Promise<void> {
    const rows = events.filter(isAboutReleases).map(({ position, stream, at, event }) => ({
      position,
      subject: idOf(stream),
      said_at: at,
      event,
    }));
    if (rows.length === 0) return;
    const columns = 'position bigint, subject text, said_at timestamptz, event jsonb';
    await sql`
      INSERT INTO ${sql.table('release_fact')} (position, subject, said_at, event)
      SELECT r.position, r.subject, r.said_at, r.event FROM ${rowsOf(rows, columns)} AS r
      ON CONFLICT DO NOTHING`;
  }
}

import { InjectProjector, PostgresEventStore, type Projector } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import { Catalog, type CatalogFact, type Day } from './catalog.js';
import { catalogFactOf, type ReadDocument, readReleaseDocument } from './catalog-facts.js';
import { PUBLISHED_RELEASES } from './published-releases.js';
import type { ReleaseFactRow } from './release-fact.row.js';
import { ReleaseDocuments } from './release-documents.query.js';
import { ReleaseFactsProjection } from './release-facts.projection.js';
import { ReleaseFactsQuery } from './release-facts.query.js';

/** Where the log stood when it was read. */
interface Known {
  readonly at: string;
  readonly facts: readonly CatalogFact[];
}

const today = (): Day => new Date().toISOString().slice(0, 10);

/** The catalog of any day, never older than what was acknowledged before the question. */
@Injectable()
export class ReleaseCatalog {
  private known: Known | undefined;
  /** A document never changes, so it is read once. Only those that releases name are kept. */
  private documents: ReadonlyMap<string, ReadDocument> = new Map();

  constructor(
    @InjectProjector(ReleaseFactsProjection)
    private readonly projector: Projector<DeploymentsEvent>,
    private readonly store: PostgresEventStore<DeploymentsEvent>,
    private readonly query: ReleaseFactsQuery,
    private readonly kept: ReleaseDocuments,
  ) {}

  /** @param day empty: today */
  async asOf(day: Day): Promise<Catalog> {
    return Catalog.asOf(day || today(), await this.facts());
  }

  private async facts(): Promise<readonly CatalogFact[]> {
    const { epoch, position } = await this.store.head();
    const at = `${epoch} ${position}`;
    if (this.known?.at === at) return this.known.facts;
    await this.projector.fresh();
    const rows = await this.query.all();
    const documents = await this.read(rows);
    const said = rows.map((row) => catalogFactOf(row, documents));
    const facts = [...PUBLISHED_RELEASES, ...said];
    this.documents = documents;
    this.known = { at, facts };
    return facts;
  }

  private async read(rows: readonly ReleaseFactRow[]): Promise<ReadonlyMap<string, ReadDocument>> {
    const wanted = new Map<string, 'template' | 'role'>();
    for (const { event } of rows)
      if (event.type === 'ReleaseRegistered') {
        const { templateDigest, roleTemplateDigest } = event.description;
        if (templateDigest) wanted.set(templateDigest, 'template');
        if (roleTemplateDigest) wanted.set(roleTemplateDigest, 'role');
      }
    const missing = [...wanted.keys()].filter((digest) => !this.documents.has(digest));
    const contents = missing.length > 0 ? await this.kept.read(missing) : new Map<string, string>();
    const documents = new Map<string, ReadDocument>();
    for (const [digest, kind] of wanted) {
      const content = contents.get(digest);
      const read = this.documents.get(digest) ?? (content && readReleaseDocument(kind, content));
      if (read) documents.set(digest, read);
    }
    return documents;
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CatalogEvent } from './release-facts.projection.js';

/** One thing that was said about releases. */
@Entity('release_fact')
export class ReleaseFactRow {
  @PrimaryColumn('bigint')
  readonly position!: string;

  /** The version, or the id of the closed step. */
  @Column('text')
  readonly subject!: string;

  @Column('timestamptz', { name: 'said_at' })
  readonly saidAt!: Date;

  @Column('jsonb')
  readonly event!: CatalogEvent;
}

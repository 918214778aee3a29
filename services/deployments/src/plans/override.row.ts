import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const OVERRIDE_STATUSES = ['requested', 'approved', 'withdrawn'] as const;

/** An override as it is listed, whatever has become of it. */
@Entity('override_list')
export class OverrideRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  /** The log position it was requested at: the order of the list. */
  @Column('bigint', { name: 'created_position' })
  readonly createdPosition!: string;

  @Column('text', { name: 'account_id' })
  readonly accountId!: string;

  @Column('text')
  readonly target!: string;

  @Column('text')
  readonly reason!: string;

  @Column('text')
  readonly status!: (typeof OVERRIDE_STATUSES)[number];

  @Column('integer')
  readonly revision!: number;

  @Column('jsonb', { name: 'requested_by' })
  readonly requestedBy!: Actor;

  @Column('jsonb', { name: 'approved_by', nullable: true })
  readonly approvedBy!: Actor | null;
}

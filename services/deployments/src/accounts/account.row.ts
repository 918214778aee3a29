import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountFacts } from './account.js';
import type { AccountStatus } from './account.decider.js';

/** An account in a region as it is listed, whatever has become of it. */
@Entity('account_list')
export class AccountRow {
  @PrimaryColumn('text')
  readonly id!: string;

  /** The log position it was first requested at: the order of the list. */
  @Column('bigint', { name: 'created_position' })
  readonly createdPosition!: string;

  @Column('text')
  readonly account!: string;

  @Column('text')
  readonly region!: string;

  @Column('text')
  readonly status!: AccountStatus;

  @Column('jsonb')
  readonly facts!: AccountFacts;

  @Column('text')
  readonly comment!: string;

  /** Null where nobody has described it since there are such. */
  @Column('text', { name: 'external_id', nullable: true })
  readonly externalId!: string | null;

  @Column('integer')
  readonly revision!: number;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  readonly expiresAt!: Date | null;

  @Column('timestamptz', { name: 'requested_at' })
  readonly requestedAt!: Date;

  @Column('jsonb', { name: 'requested_by' })
  readonly requestedBy!: Actor;

  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;

  @Column('jsonb', { name: 'updated_by' })
  readonly updatedBy!: Actor;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Actor } from '@margay/contracts';

/** A token as it is listed. What it is told by, its digest, is not among the columns. */
@Entity('token_list')
export class TokenRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  /** The log position it was created at: the order of the list. */
  @Column('bigint', { name: 'created_position' })
  readonly createdPosition!: string;

  /** Counts what was changed about it, from 1. */
  @Column('integer')
  readonly revision!: number;

  @Column('text')
  readonly name!: string;

  @Column('text', { array: true })
  readonly permissions!: string[];

  @Column('text', { name: 'cidr_blocks', array: true })
  readonly cidrBlocks!: string[];

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Column('jsonb', { name: 'created_by' })
  readonly createdBy!: Actor;

  @Column('timestamptz', { name: 'updated_at', nullable: true })
  readonly updatedAt!: Date | null;

  @Column('jsonb', { name: 'updated_by', nullable: true })
  readonly updatedBy!: Actor | null;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  readonly rotatedAt!: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  readonly expiresAt!: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  readonly disabledAt!: Date | null;

  @Column('text', { name: 'disabled_reason', nullable: true })
  readonly disabledReason!: string | null;

  /** Null: it was not deleted. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  readonly deletedAt!: Date | null;

  @Column('jsonb', { name: 'deleted_by', nullable: true })
  readonly deletedBy!: Actor | null;
}

import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RunEvent } from './run-facts.js';

export interface Happened {
  /** In ISO 8601. */
  readonly at: string;
  readonly by: Actor;
  readonly event: RunEvent;
}

/** One deployment, from its request. */
@Entity('run_list')
export class RunRow {
  @PrimaryColumn('text', { name: 'account_id' })
  readonly accountId!: string;

  @PrimaryColumn('integer')
  readonly run!: number;

  @Column('bigint', { name: 'requested_position' })
  readonly requestedPosition!: string;

  /** All of it, in its order. */
  @Column('jsonb')
  readonly happened!: readonly Happened[];

  /** The version of its stream when it changed last. */
  @Column('integer')
  readonly revision!: number;

  @Column('timestamptz', { name: 'requested_at' })
  readonly requestedAt!: Date;

  @Column('jsonb', { name: 'requested_by' })
  readonly requestedBy!: Actor;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  readonly endedAt!: Date | null;
}

import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type RolloutStatus =
  'requested' | 'running' | 'paused' | 'halted' | 'completed' | 'cancelled';

/** A rollout as it is listed; how its accounts stand is told by its log. */
@Entity('rollout_list')
export class RolloutRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('bigint', { name: 'created_position' })
  readonly createdPosition!: string;

  @Column('text')
  readonly target!: string;

  @Column('text')
  readonly channel!: string;

  @Column('text')
  readonly status!: RolloutStatus;

  @Column('integer', { name: 'max_parallel' })
  readonly maxParallel!: number;

  @Column('integer', { name: 'failures_allowed' })
  readonly failuresAllowed!: number;

  /** Deployments that were begun and have not ended. */
  @Column('integer', { name: 'under_way' })
  readonly underWay!: number;

  @Column('timestamptz', { name: 'requested_at' })
  readonly requestedAt!: Date;

  @Column('jsonb', { name: 'requested_by' })
  readonly requestedBy!: Actor;
}

import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckId, CheckResult } from './check.js';
import type { PreflightSubject } from './preflight.decider.js';

export interface KeptWaiver {
  readonly check: CheckId;
  readonly reason: string;
  /** In ISO 8601. */
  readonly at: string;
  readonly by: Actor;
}

/** One preflight, from its start. */
@Entity('preflight_list')
export class PreflightRow {
  @PrimaryColumn('text', { name: 'account_id' })
  readonly accountId!: string;

  @PrimaryColumn('integer')
  readonly run!: number;

  @Column('bigint', { name: 'started_position' })
  readonly startedPosition!: string;

  @Column('jsonb')
  readonly subject!: PreflightSubject;

  @Column('jsonb')
  readonly results!: readonly CheckResult[];

  @Column('jsonb')
  readonly waivers!: readonly KeptWaiver[];

  /** The version of its stream when it changed last. */
  @Column('integer')
  readonly revision!: number;

  @Column('timestamptz', { name: 'started_at' })
  readonly startedAt!: Date;

  @Column('jsonb', { name: 'started_by' })
  readonly startedBy!: Actor;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  readonly endedAt!: Date | null;
}

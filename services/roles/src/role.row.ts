import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Environment } from './registration.js';
import type {
  Complaint,
  RoleStatus,
  VerificationOutcome,
  VerificationStep,
} from './role.decider.js';

/** A role as it is listed, whatever has become of it. */
@Entity('role_list')
export class RoleRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  /** The log position it was proposed at: the order of the list. */
  @Column('bigint', { name: 'created_position' })
  readonly createdPosition!: string;

  /** What it is told by, in whichever form its ARN is written. */
  @Column('text')
  readonly identity!: string;

  /** The log position of its revocation, since which its ARN is free again. */
  @Column('bigint', { name: 'released_position', nullable: true })
  readonly releasedPosition!: string | null;

  @Column('text')
  readonly arn!: string;

  @Column('text')
  readonly partition!: string;

  @Column('text')
  readonly account!: string;

  @Column('text')
  readonly purpose!: string;

  @Column('text')
  readonly environment!: Environment;

  @Column('text', { array: true })
  readonly secrets!: string[];

  @Column('text', { array: true })
  readonly objects!: string[];

  @Column('text', { name: 'kms_keys', array: true })
  readonly kmsKeys!: string[];

  @Column('text', { array: true })
  readonly principals!: string[];

  @Column('text', { name: 'external_id' })
  readonly externalId!: string;

  @Column('jsonb')
  readonly tags!: Record<string, string>;

  @Column('text')
  readonly status!: RoleStatus;

  @Column('jsonb')
  readonly complaints!: Complaint[];

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Column('jsonb', { name: 'created_by' })
  readonly createdBy!: Actor;

  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;

  @Column('jsonb', { name: 'updated_by' })
  readonly updatedBy!: Actor;

  @Column('timestamptz', { name: 'activated_at', nullable: true })
  readonly activatedAt!: Date | null;

  /** When a verification last came to an end, and what it came to. */
  @Column('timestamptz', { name: 'verified_at', nullable: true })
  readonly verifiedAt!: Date | null;

  @Column('text', { name: 'verified_outcome', nullable: true })
  readonly verifiedOutcome!: VerificationOutcome | null;
}

/** One step of a role's life: what it became, why, when and by whom. */
@Entity('role_step')
export class RoleStepRow {
  @PrimaryColumn('bigint')
  readonly position!: string;

  @Column('uuid', { name: 'role_id' })
  readonly roleId!: string;

  @Column('text')
  readonly status!: RoleStatus;

  @Column('text')
  readonly reason!: string;

  @Column('timestamptz')
  readonly at!: Date;

  @Column('jsonb')
  readonly by!: Actor;
}

/** A verification, while it runs and afterwards. */
@Entity('role_verification')
export class VerificationRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'role_id' })
  readonly roleId!: string;

  /** The log position it was started at: the order they are taken in. */
  @Column('bigint', { name: 'started_position' })
  readonly startedPosition!: string;

  @Column('timestamptz', { name: 'started_at' })
  readonly startedAt!: Date;

  @Column('jsonb', { name: 'started_by' })
  readonly startedBy!: Actor;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  readonly endedAt!: Date | null;

  @Column('text')
  readonly outcome!: VerificationOutcome | 'running' | 'abandoned';

  @Column('jsonb')
  readonly steps!: VerificationStep[];
}

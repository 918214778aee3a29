import type { Actor } from '@margay/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Diagnosed } from './kept-diagnosis.decider.js';

/** One diagnosis that was kept. */
@Entity('kept_diagnosis_list')
export class KeptDiagnosisRow {
  @PrimaryColumn('text', { name: 'account_id' })
  readonly accountId!: string;

  @PrimaryColumn('integer')
  readonly number!: number;

  @Column('jsonb')
  readonly diagnosed!: Diagnosed;

  @Column('timestamptz', { name: 'diagnosed_at' })
  readonly diagnosedAt!: Date;

  @Column('jsonb', { name: 'diagnosed_by' })
  readonly diagnosedBy!: Actor;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_record')
export class RecordRow {
  @PrimaryColumn('bigint')
  readonly sequence!: string;

  @Column('uuid', { name: 'event_id' })
  readonly eventId!: string;

  @Column('text', { name: 'request_id' })
  readonly requestId!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  readonly recordedAt!: Date;

  /** Canonical JSON of `Leaf`: exactly what was hashed. */
  @Column('text')
  readonly leaf!: string;

  @Column('text')
  readonly subject!: string;

  /** Canonical JSON of `Personal`; null once erased. */
  @Column('text', { nullable: true })
  readonly personal!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_record')
export class AuditRecordRow {
  @PrimaryColumn('bigint')
  readonly sequence!: string;

  @Column('uuid', { name: 'event_id' })
  readonly eventId!: string;

  /** ProtoJSON of `margay.audit.v1.AuditRecord`, but for its sequence. */
  @Column('jsonb')
  readonly record!: object;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('subject_key')
export class SubjectKeyRow {
  @PrimaryColumn('text')
  readonly subject!: string;

  /** Null once erased. */
  @Column('bytea', { nullable: true })
  readonly key!: Buffer | null;

  /** Of records up to this one nothing personal is shown, whether or not it is gone already. */
  @Column('bigint', { name: 'erased_through' })
  readonly erasedThrough!: string;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('subject_key')
export class SubjectKeyRow {
  @PrimaryColumn('text')
  readonly subject!: string;

  /** Null once erased. */
  @Column('bytea', { nullable: true })
  readonly key!: Buffer | null;
}

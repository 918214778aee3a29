import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One value of a token, without what it is told by. */
@Entity('token_value')
export class TokenValueRow {
  @PrimaryColumn('uuid', { name: 'token_id' })
  readonly tokenId!: string;

  @PrimaryColumn('integer')
  readonly generation!: number;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  /** Null: as long as the token. */
  @Column('timestamptz', { name: 'works_until', nullable: true })
  readonly worksUntil!: Date | null;
}

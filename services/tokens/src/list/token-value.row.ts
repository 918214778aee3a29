import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One value of a token. The value itself is nowhere; this is what it is told by. */
@Entity('token_value')
export class TokenValueRow {
  @PrimaryColumn('uuid', { name: 'token_id' })
  readonly tokenId!: string;

  @PrimaryColumn('integer')
  readonly generation!: number;

  @Column('integer')
  readonly pepper!: number;

  @Column('text')
  readonly hmac!: string;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  /** Null: as long as the token. */
  @Column('timestamptz', { name: 'works_until', nullable: true })
  readonly worksUntil!: Date | null;
}

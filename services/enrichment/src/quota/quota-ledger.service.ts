import { Database, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { EMPTY_QUOTA, type Quota } from './quota-books.js';

/** Milliseconds since 1970, of the only clock that counts: replicas' own may be wrong by minutes. */
const clock = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ now: number }>`
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`;
  return row!.now;
};

/** The books of all quotas, in the database: whoever writes in one has it alone. */
@Injectable()
export class QuotaLedger {
  constructor(private readonly database: Database) {}

  /**
   * Changes the books of one quota. The answer is true when it is returned: it is on the disk.
   *
   * @param change given the books and the database's time, read after everybody before has finished
   * @throws ServiceError `unavailable` while the database is away; then nothing has changed, or nobody knows
   */
  write<Answer>(
    key: string,
    change: (quota: Quota, now: number) => { readonly quota: Quota; readonly answer: Answer },
  ): Promise<Answer> {
    return this.database.transaction(async (sql) => {
      const books = (await this.lock(sql, key)) ?? (await this.open(sql, key));
      const { quota, answer } = change(books, await clock(sql));
      await sql`UPDATE quota SET books = ${JSON.stringify(quota)}::jsonb WHERE key = ${key}`;
      return answer;
    });
  }

  /** The books as they are, and the time. */
  async read(key: string): Promise<{ readonly quota: Quota; readonly now: number }> {
    const { sql } = this.database;
    const [row] = await sql<{ books: Quota }>`SELECT books FROM quota WHERE key = ${key}`;
    return { quota: row?.books ?? EMPTY_QUOTA, now: await clock(sql) };
  }

  private async lock(sql: Sql, key: string): Promise<Quota | undefined> {
    const [row] = await sql<{ books: Quota }>`
      SELECT books FROM quota WHERE key = ${key} FOR UPDATE`;
    return row?.books;
  }

  private async open(sql: Sql, key: string): Promise<Quota> {
    await sql`INSERT INTO quota (key, books) VALUES (${key}, ${JSON.stringify(EMPTY_QUOTA)}::jsonb)
      ON CONFLICT (key) DO NOTHING`;
    return (await this.lock(sql, key)) ?? EMPTY_QUOTA;
  }
}

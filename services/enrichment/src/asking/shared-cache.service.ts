import { createHash } from 'node:crypto';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { Asked, Verdict } from '../providers/provider.js';
import type { Aged } from './process-cache.js';
import { NOT_FOUND, type Remembered } from './remembered.js';

/** A value as it is looked for: as long as any other, and nobody's to read. */
const keyOf = ({ source }: AnswersOf, { kind, value }: Asked): Buffer =>
  createHash('sha256').update(`${source} ${kind} ${value}`).digest();

/** Whose answers. */
export interface AnswersOf {
  readonly name: string;
  /** Of another place they are others, although the provider is called the same. */
  readonly source: string;
}

interface Row {
  readonly verdict: Verdict | typeof NOT_FOUND;
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly freshMs: number;
  readonly revalidateMs: number;
  readonly usableMs: number;
  readonly ageMs: number;
}

/** What is forgotten: all of a provider, or what it said of one value, or one kind of answer. */
export interface Purge {
  readonly of: AnswersOf;
  readonly asked?: Asked | undefined;
  readonly verdict?: Verdict | typeof NOT_FOUND | undefined;
}

const SWEEP_MAX = 1_000;
/** Answers in one statement. */
const READ_MAX = 500;

interface Wanted {
  readonly of: AnswersOf;
  readonly key: Buffer;
  readonly resolve: (found: Aged | undefined) => void;
  readonly reject: (error: unknown) => void;
}

function agedOf({ verdict, row, ageMs, ...times }: Row): Aged {
  const finding = verdict === NOT_FOUND ? {} : { finding: { verdict, row: row ?? {} } };
  return { answer: { ...finding, ...times }, ageMs };
}

/** The answers that all replicas share, and who of them is asking what just now. Ages go by the database's clock. */
@Injectable()
export class SharedCache {
  private readonly wanted: Wanted[] = [];

  constructor(private readonly database: Database) {}

  /** What is asked for in one turn of the process is read by one statement. */
  get(of: AnswersOf, asked: Asked): Promise<Aged | undefined> {
    return new Promise((resolve, reject) => {
      const isFirst = this.wanted.push({ of, key: keyOf(of, asked), resolve, reject }) === 1;
      if (isFirst) setImmediate(() => void this.readWanted());
    });
  }

  private async readWanted(): Promise<void> {
    const wanted = this.wanted.splice(0, READ_MAX);
    if (this.wanted.length > 0) setImmediate(() => void this.readWanted());
    try {
      const rows = await this.database.sql<Row & { readonly n: number }>`
        SELECT w.n::integer AS n, verdict, row, fresh_ms AS "freshMs",
          revalidate_ms AS "revalidateMs", usable_ms AS "usableMs",
          greatest(0, extract(epoch FROM clock_timestamp() - stored_at) * 1000)::bigint AS "ageMs"
        FROM unnest(${wanted.map(({ of }) => of.name)}::text[], ${wanted.map(({ key }) => key)}::bytea[])
          WITH ORDINALITY AS w(provider, key, n) JOIN provider_answer USING (provider, key)`;
      const found = new Map(rows.map(({ n, ...row }) => [n, agedOf(row)]));
      wanted.forEach(({ resolve }, i) => resolve(found.get(i + 1)));
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }

  async put(of: AnswersOf, asked: Asked, answer: Remembered): Promise<void> {
    const { finding, freshMs, revalidateMs, usableMs } = answer;
    if (usableMs === 0) return;
    await this.database.sql`
      INSERT INTO provider_answer
        (provider, key, verdict, row, fresh_ms, revalidate_ms, usable_ms, stored_at, usable_until)
      VALUES (${of.name}, ${keyOf(of, asked)}, ${finding?.verdict ?? NOT_FOUND},
        ${finding ? JSON.stringify(finding.row) : null}::jsonb,
        ${freshMs}, ${revalidateMs}, ${usableMs}, clock_timestamp(),
        clock_timestamp() + ${usableMs} * interval '1 millisecond')
      ON CONFLICT (provider, key) DO UPDATE SET verdict = excluded.verdict, row = excluded.row,
        fresh_ms = excluded.fresh_ms, revalidate_ms = excluded.revalidate_ms,
        usable_ms = excluded.usable_ms, stored_at = excluded.stored_at,
        usable_until = excluded.usable_until`;
  }

  /** @returns whether the holder is the one to ask, for so long; otherwise another replica is asking */
  async claim(of: AnswersOf, asked: Asked, holder: string, forMs: number): Promise<boolean> {
    const rows = await this.database.sql`
      INSERT INTO provider_flight AS f (provider, key, holder, until)
      VALUES (${of.name}, ${keyOf(of, asked)}, ${holder},
        clock_timestamp() + ${forMs} * interval '1 millisecond')
      ON CONFLICT (provider, key) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE f.until <= clock_timestamp()
      RETURNING 1`;
    return rows.length > 0;
  }

  /** Asking is over, whatever it brought. */
  async release(of: AnswersOf, asked: Asked, holder: string): Promise<void> {
    await this.database.sql`
      DELETE FROM provider_flight
      WHERE provider = ${of.name} AND key = ${keyOf(of, asked)} AND holder = ${holder}`;
  }

  /** @returns how many answers are forgotten */
  async purge({ of, asked, verdict }: Purge): Promise<number> {
    const rows = await this.database.sql`
      DELETE FROM provider_answer WHERE provider = ${of.name}
        AND (${asked ? keyOf(of, asked) : null}::bytea IS NULL OR key = ${asked ? keyOf(of, asked) : null})
        AND (${verdict ?? null}::text IS NULL OR verdict = ${verdict ?? null})
      RETURNING 1`;
    return rows.length;
  }

  /** Removes what nobody can use any more, a bounded number. @returns how many */
  async sweep(): Promise<number> {
    const { sql } = this.database;
    const rows = await sql`
      DELETE FROM provider_answer WHERE (provider, key) IN (
        SELECT provider, key FROM provider_answer WHERE usable_until <= clock_timestamp()
        ORDER BY usable_until LIMIT ${SWEEP_MAX} FOR UPDATE SKIP LOCKED)
      RETURNING 1`;
    await sql`DELETE FROM provider_flight WHERE until <= clock_timestamp() - interval '1 minute'`;
    return rows.length;
  }
}

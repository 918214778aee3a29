import { isUtf8 } from 'node:buffer';
import { ServiceError } from '@margay/contracts';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import {
  Address,
  Increment,
  KEYS_MAX,
  Namespace,
  SetChange,
  type SharedKey,
  type SharedKind,
  usable,
  Value,
} from './shared-key.js';
import { SharedStateSweep } from './shared-state-sweep.service.js';

export interface Counted {
  readonly count: number;
  readonly expiresAt: Date;
}

export interface Members {
  readonly members: readonly string[];
  readonly expiresAt: Date;
}

/** Far beyond what anybody counts, and still a whole number for everybody who reads it. */
const COUNT_MAX = Number.MAX_SAFE_INTEGER;

/** SQLSTATEs of the table's own limits. */
const REFUSALS: Readonly<Record<string, () => ServiceError>> = {
  MG001: () => new ServiceError('conflict', 'The namespace holds as many keys as it may.'),
  MG002: () => new ServiceError('conflict', 'There are as many namespaces as there may be.'),
  '23514': () => new ServiceError('too_large', 'A set has at most 1,000 members.'),
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/**
 * What detections remember between events. Every change is one statement on one row, so that it is whole
 * whoever else changes the same key on whichever replica.
 */
@Injectable()
export class SharedState {
  constructor(
    private readonly database: Database,
    private readonly sweep: SharedStateSweep,
  ) {}

  /** @returns also whether this addition is the one that reached the threshold */
  async increment(asked: Increment): Promise<Counted & { readonly crossed: boolean }> {
    const { namespace, key, by, windowSeconds, threshold } = usable(Increment, asked);
    const [row] = await this.write(
      namespace,
      () => this.database.sql<Counted>`
      INSERT INTO shared_state AS s (namespace, kind, key, count, expires_at)
      VALUES (${namespace}, 'counter', ${key}, ${by},
        statement_timestamp() + ${windowSeconds} * interval '1 second')
      ON CONFLICT (namespace, kind, key) DO UPDATE SET
        count = CASE WHEN s.expires_at <= statement_timestamp() THEN excluded.count
          ELSE least(s.count + excluded.count, ${COUNT_MAX}) END,
        expires_at = CASE WHEN s.expires_at <= statement_timestamp() THEN excluded.expires_at
          ELSE s.expires_at END
      RETURNING count, expires_at AS "expiresAt"`,
    );
    const counted = present(row);
    const crossed = threshold > 0 && counted.count >= threshold && counted.count - by < threshold;
    return { ...counted, crossed };
  }

  async counter(asked: SharedKey): Promise<Counted | undefined> {
    const { namespace, key } = usable(Address, asked);
    const [row] = await this.database.sql<Counted>`
      SELECT count, expires_at AS "expiresAt" FROM shared_state
      WHERE namespace = ${namespace} AND kind = 'counter' AND key = ${key}
        AND expires_at > statement_timestamp()`;
    return row;
  }

  /** Taking away alone makes no set, and lets none live longer. */
  async changeSet(asked: SetChange): Promise<Members | undefined> {
    const { namespace, key, add, remove, replace, ttlSeconds } = usable(SetChange, asked);
    if (add.length === 0 && !replace) return this.takeAway({ namespace, key }, remove);
    const left = [...new Set(add)].filter((member) => !remove.includes(member)).sort();
    const [row] = await this.write(
      namespace,
      () => this.database.sql<Members>`
      INSERT INTO shared_state AS s (namespace, kind, key, members, expires_at)
      VALUES (${namespace}, 'set', ${key}, ${left}::text[],
        statement_timestamp() + ${ttlSeconds} * interval '1 second')
      ON CONFLICT (namespace, kind, key) DO UPDATE SET
        members = (
          SELECT coalesce(array_agg(member ORDER BY member COLLATE "C"), '{}') FROM (
            SELECT unnest(CASE WHEN ${replace}::boolean OR s.expires_at <= statement_timestamp()
              THEN '{}' ELSE s.members END) AS member
            UNION SELECT unnest(excluded.members)
          ) AS all_members WHERE NOT member = ANY(${remove}::text[])),
        expires_at = excluded.expires_at
      RETURNING members, expires_at AS "expiresAt"`,
    );
    return present(row);
  }

  async members(asked: SharedKey): Promise<Members | undefined> {
    const { namespace, key } = usable(Address, asked);
    const [row] = await this.database.sql<Members>`
      SELECT members, expires_at AS "expiresAt" FROM shared_state
      WHERE namespace = ${namespace} AND kind = 'set' AND key = ${key}
        AND expires_at > statement_timestamp()`;
    return row;
  }

  /** @param asked.value JSON in UTF-8 */
  async put(asked: Value): Promise<Date> {
    const { namespace, key, value, ttlSeconds } = usable(Value, asked);
    refuseNoJson(value);
    const [row] = await this.write(
      namespace,
      () => this.database.sql<{ expiresAt: Date }>`
      INSERT INTO shared_state AS s (namespace, kind, key, value, expires_at)
      VALUES (${namespace}, 'value', ${key}, ${Buffer.from(value)},
        statement_timestamp() + ${ttlSeconds} * interval '1 second')
      ON CONFLICT (namespace, kind, key) DO UPDATE
      SET value = excluded.value, expires_at = excluded.expires_at
      RETURNING expires_at AS "expiresAt"`,
    );
    return present(row).expiresAt;
  }

  async value(
    asked: SharedKey,
  ): Promise<{ readonly value: Uint8Array; readonly expiresAt: Date } | undefined> {
    const { namespace, key } = usable(Address, asked);
    const [row] = await this.database.sql<{ value: Uint8Array; expiresAt: Date }>`
      SELECT value, expires_at AS "expiresAt" FROM shared_state
      WHERE namespace = ${namespace} AND kind = 'value' AND key = ${key}
        AND expires_at > statement_timestamp()`;
    return row;
  }

  /** @returns whether there was one */
  async forget(kind: SharedKind, asked: SharedKey): Promise<boolean> {
    const { namespace, key } = usable(Address, asked);
    const [row] = await this.database.sql<{ found: boolean }>`
      DELETE FROM shared_state WHERE namespace = ${namespace} AND kind = ${kind} AND key = ${key}
      RETURNING expires_at > statement_timestamp() AS found`;
    return row?.found ?? false;
  }

  /** What has expired and was not swept yet counts. */
  async namespace(name: string): Promise<{ readonly keys: number; readonly keysMax: number }> {
    const namespace = usable(Namespace, name);
    const [row] = await this.database.sql<{ keys: number }>`
      SELECT coalesce(sum(keys), 0)::bigint AS keys FROM shared_state_stripe
      WHERE namespace = ${namespace}`;
    return { keys: row?.keys ?? 0, keysMax: KEYS_MAX };
  }

  /** @returns how many keys were forgotten; one that comes in meanwhile may stay */
  clear(name: string): Promise<number> {
    return this.sweep.clear(usable(Namespace, name));
  }

  private async takeAway(
    { namespace, key }: SharedKey,
    remove: readonly string[],
  ): Promise<Members | undefined> {
    const [row] = await this.database.sql<Members>`
      UPDATE shared_state SET members = (
        SELECT coalesce(array_agg(member ORDER BY member COLLATE "C"), '{}')
        FROM unnest(members) AS member WHERE NOT member = ANY(${remove}::text[]))
      WHERE namespace = ${namespace} AND kind = 'set' AND key = ${key}
        AND expires_at > statement_timestamp()
      RETURNING members, expires_at AS "expiresAt"`;
    return row;
  }

  /** What has expired is no reason to refuse: it is swept, and the statement gets another try. */
  private async write<Row>(namespace: string, statement: () => Promise<Row[]>): Promise<Row[]> {
    try {
      return await statement();
    } catch (error) {
      if (codeOf(error) !== 'MG001') throw refusalOf(error);
    }
    await this.sweep.expired(namespace);
    return statement().catch((error: unknown) => {
      throw refusalOf(error);
    });
  }
}

const refusalOf = (error: unknown): unknown => REFUSALS[codeOf(error)]?.() ?? error;

function present<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('The statement returned nothing.');
  return row;
}

function refuseNoJson(value: Uint8Array): void {
  try {
    if (!isUtf8(value)) throw new SyntaxError('Not UTF-8.');
    JSON.parse(Buffer.from(value).toString());
  } catch {
    throw new ServiceError('bad_request', 'The request is not valid.', {
      fields: [{ path: 'value', message: 'Must be JSON in UTF-8.' }],
    });
  }
}

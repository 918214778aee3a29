import {
  canonicalJson,
  CHAIN_START,
  type Checkpoint,
  checkpointHash,
  encoded,
  type Hash,
  MerkleFrontier,
  publicHalves,
  signed,
  type SigningKey,
  type Subtree,
} from '@margay/audit-proof';
import { Database, rowsOf, type Sql } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { isKept } from './tree.query.js';

/** Records of which one checkpoint takes in at most; more follow in the next. */
const RECORDS_MAX = 20_000;

/** The keys that sign, first the newest. All sign, so that a reader who knows one of them is content. */
export class SigningKeys {
  constructor(readonly all: readonly SigningKey[]) {}
}

interface Before {
  readonly ordinal: number;
  readonly size: number;
  readonly peaks: readonly Hash[];
  readonly checkpoint: string;
}

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

/** Makes checkpoints: what the log is, signed. */
@Injectable()
export class CheckpointsService {
  constructor(
    private readonly database: Database,
    private readonly keys: SigningKeys,
  ) {}

  /** Covers every record that is there now, with as many checkpoints as it takes. */
  async make(): Promise<Checkpoint> {
    for (;;) {
      const { checkpoint, isLast } = await this.makeOne();
      if (isLast) return checkpoint;
    }
  }

  /** How much is not covered yet, and for how long. */
  async due(): Promise<{ readonly records: number; readonly ageMs: number }> {
    const [row] = await this.database.sql<{ readonly records: number; readonly ageMs: number }>`
      SELECT coalesce((SELECT max(sequence) FROM record_number), 0) - coalesce(c.size, 0) AS records,
             coalesce(extract(epoch FROM clock_timestamp() - c.made_at) * 1000, 'infinity')::float8 AS "ageMs"
      FROM (SELECT) AS one
      LEFT JOIN LATERAL (SELECT size, made_at FROM log_checkpoint ORDER BY ordinal DESC LIMIT 1) c ON true`;
    return row ?? { records: 0, ageMs: Infinity };
  }

  private makeOne() {
    return this.database.transaction(async (sql) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended('margay.audit.checkpoints', 0))`;
      const before = await lastOf(sql);
      const tree = new MerkleFrontier(before?.size ?? 0, before?.peaks ?? []);
      const records = await sql<{ readonly leaf: Hash; readonly chain: Hash }>`
        SELECT leaf_hash AS leaf, chain FROM record_number
        WHERE sequence > ${tree.size} ORDER BY sequence LIMIT ${RECORDS_MAX}`;
      const nodes = records.flatMap(({ leaf }) => tree.append(leaf).filter(isKept));
      const previous = before && (JSON.parse(before.checkpoint) as Checkpoint);
      const time = await laterThan(previous?.time, sql);
      const checkpoint = signed(
        {
          origin: await originOf(sql),
          ordinal: (before?.ordinal ?? 0) + 1,
          size: tree.size,
          rootHash: encoded(tree.root),
          chainHash: records.at(-1)
            ? encoded(records.at(-1)?.chain as Hash)
            : (previous?.chainHash ?? encoded(CHAIN_START)),
          time,
          previous: previous ? checkpointHash(previous) : null,
          keys: publicHalves(this.keys.all),
        },
        // Whoever trusts only a key that is being replaced learns here of the one that follows.
        this.keys.all,
      );
      await keepNodes(nodes, sql);
      await sql`INSERT INTO log_checkpoint (ordinal, size, made_at, peaks, checkpoint)
                VALUES (${checkpoint.ordinal}, ${tree.size}, ${time}, ${tree.hashes},
                        ${canonicalJson(checkpoint)})`;
      return { checkpoint, isLast: records.length < RECORDS_MAX };
    });
  }
}

const lastOf = async (sql: Sql): Promise<Before | undefined> => {
  const [row] = await sql<Before>`
    SELECT ordinal, size, peaks, checkpoint FROM log_checkpoint ORDER BY ordinal DESC LIMIT 1`;
  return row;
};

const originOf = async (sql: Sql): Promise<string> => {
  const [row] = await sql<{ readonly origin: string }>`SELECT origin FROM log_origin`;
  if (!row) throw new Error('The log has no name.');
  return row.origin;
};

/** The database's clock, which is everybody's; never before the checkpoint before. */
async function laterThan(before: string | undefined, sql: Sql): Promise<string> {
  const [row] = await sql<{ readonly now: Date }>`SELECT clock_timestamp() AS now`;
  const now = row?.now.toISOString() ?? '';
  return before !== undefined && before > now ? before : now;
}

async function keepNodes(nodes: readonly (Subtree & { readonly hash: Hash })[], sql: Sql) {
  if (nodes.length === 0) return;
  const rows = nodes.map(({ hash, ...tree }) => ({ ...tree, hash: hex(hash) }));
  await sql`INSERT INTO tree_node (level, index, hash)
            SELECT * FROM ${rowsOf(rows, 'level smallint, index bigint, hash bytea')} AS r`;
}

import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Cause } from '@margay/event-store';
import { Database } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import type { ImportFault, VersionRef } from './lookup-table.decider.js';
import { CHUNK_BYTES } from './row-store.js';
import type { TableFormat } from './read-rows.js';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** An upload that is never finished, and versions that nobody needs, are gone after so long. */
const LEFT_OVER = '1 day';
const IMPORTS_KEPT = 50;
/** A replica that was not seen for so long is not waited for. */
const ALIVE_SECONDS = 10;

/** An import as it stands. */
export interface ImportRow {
  readonly id: string;
  readonly table: string;
  readonly format: TableFormat;
  readonly state: 'receiving' | 'waiting' | 'done' | 'failed';
  readonly bytes: number;
  readonly parts: number | null;
  readonly cause: Cause;
  readonly fault: ImportFault | null;
  readonly version: VersionRef | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Uploads, and the versions made of them, in the database: whatever replica asks, it is there. */
@Injectable()
export class LookupData {
  constructor(private readonly database: Database) {}

  private readonly columns = {
    fragment: () => `id, table_name AS "table", format, state, bytes, parts, cause, fault, version,
      created_at AS "createdAt", finished_at AS "finishedAt"`,
  };

  async begin(table: string, format: TableFormat, cause: Cause): Promise<string> {
    const id = randomUUID();
    await this.database.sql`
      INSERT INTO lookup_import (id, table_name, format, cause)
      VALUES (${id}, ${table}, ${format}, ${JSON.stringify(cause)}::jsonb)`;
    return id;
  }

  /** @returns the import with what has come so far; undefined if it takes no parts */
  async append(id: string, number: number, data: Uint8Array): Promise<number | undefined> {
    return this.database.transaction(async (sql) => {
      const [open] = await sql<{ bytes: number }>`
        SELECT bytes FROM lookup_import WHERE id = ${id} AND state = 'receiving' FOR UPDATE`;
      if (!open) return undefined;
      const added = await sql`
        INSERT INTO lookup_part (import_id, number, data) VALUES (${id}, ${number}, ${Buffer.from(data)})
        ON CONFLICT DO NOTHING RETURNING number`;
      if (added.length === 0) return open.bytes;
      const bytes = open.bytes + data.length;
      await sql`UPDATE lookup_import SET bytes = ${bytes} WHERE id = ${id}`;
      return bytes;
    });
  }

  /** @returns whether all parts are there */
  async finish(id: string, parts: number): Promise<boolean> {
    const [row] = await this.database.sql<{ complete: boolean }>`
      SELECT count(*) = ${parts} AND coalesce(max(number), -1) = ${parts - 1} AS complete
      FROM lookup_part WHERE import_id = ${id}`;
    if (!row?.complete) return false;
    await this.database.sql`
      UPDATE lookup_import SET state = 'waiting', parts = ${parts}
      WHERE id = ${id} AND state = 'receiving'`;
    return true;
  }

  async one(id: string): Promise<ImportRow | undefined> {
    const [row] = await this.database.sql<ImportRow>`
      SELECT ${this.columns} FROM lookup_import WHERE id = ${id}`;
    return row;
  }

  /** Newest first. */
  ofTable(table: string): Promise<ImportRow[]> {
    return this.database.sql<ImportRow>`
      SELECT ${this.columns} FROM lookup_import WHERE table_name = ${table}
      ORDER BY created_at DESC LIMIT ${IMPORTS_KEPT}`;
  }

  /** The one that has waited longest. */
  async nextWaiting(): Promise<ImportRow | undefined> {
    const [row] = await this.database.sql<ImportRow>`
      SELECT ${this.columns} FROM lookup_import WHERE state = 'waiting'
      ORDER BY created_at LIMIT 1`;
    return row;
  }

  /** What was uploaded, part by part. */
  async *partsOf({ id, parts }: ImportRow): AsyncGenerator<Buffer> {
    for (let number = 0; number < (parts ?? 0); number++) {
      const [row] = await this.database.sql<{ data: Buffer }>`
        SELECT data FROM lookup_part WHERE import_id = ${id} AND number = ${number}`;
      if (!row) throw new Error('A part of an upload is gone.');
      yield row.data;
    }
  }

  async conclude(id: string, outcome: { version: VersionRef } | { fault: ImportFault }) {
    const version = 'version' in outcome ? JSON.stringify(outcome.version) : null;
    const fault = 'fault' in outcome ? JSON.stringify(outcome.fault) : null;
    await this.database.transaction(async (sql) => {
      await sql`
        UPDATE lookup_import SET state = ${version === null ? 'failed' : 'done'},
          version = ${version}::jsonb, fault = ${fault}::jsonb, finished_at = clock_timestamp()
        WHERE id = ${id}`;
      await sql`DELETE FROM lookup_part WHERE import_id = ${id}`;
    });
  }

  /** @returns bytes as they are kept in memory */
  async keep(versionId: string, chunks: readonly Buffer[]): Promise<number> {
    let bytes = 0;
    for (const [number, chunk] of chunks.entries()) {
      bytes += chunk.length;
      const data = await zip(chunk, { level: 1 });
      await this.database.sql`
        INSERT INTO lookup_chunk (version_id, number, data) VALUES (${versionId}, ${number}, ${data})
        ON CONFLICT (version_id, number) DO UPDATE SET data = excluded.data`;
    }
    return bytes;
  }

  /** The chunks of a version, as they were kept. */
  async chunksOf(versionId: string): Promise<Buffer[]> {
    const chunks: Buffer[] = [];
    for (;;) {
      const [row] = await this.database.sql<{ data: Buffer }>`
        SELECT data FROM lookup_chunk WHERE version_id = ${versionId} AND number = ${chunks.length}`;
      if (!row) return chunks;
      chunks.push(await unzip(row.data, { maxOutputLength: CHUNK_BYTES }));
    }
  }

  /** Says that a replica lives, and which versions it has in memory. */
  async report(replicaId: string, versions: readonly string[]): Promise<void> {
    await this.database.sql`
      INSERT INTO lookup_replica (replica_id, versions, seen_at)
      VALUES (${replicaId}, ${versions}, clock_timestamp())
      ON CONFLICT (replica_id) DO UPDATE
        SET versions = excluded.versions, seen_at = excluded.seen_at`;
  }

  async leave(replicaId: string): Promise<void> {
    await this.database.sql`DELETE FROM lookup_replica WHERE replica_id = ${replicaId}`;
  }

  /** Whether every replica that lives has a version in memory. */
  async isEverywhere(versionId: string): Promise<boolean> {
    const [row] = await this.database.sql<{ everywhere: boolean }>`
      SELECT bool_and(${versionId}::uuid = ANY (versions)) AS everywhere FROM lookup_replica
      WHERE seen_at > clock_timestamp() - make_interval(secs => ${ALIVE_SECONDS})`;
    return row?.everywhere === true;
  }

  /** @param needed versions that are in force, or about to be */
  async sweep(needed: readonly string[]): Promise<void> {
    await this.database.sql`
      DELETE FROM lookup_chunk WHERE version_id <> ALL (${needed}::uuid[])
        AND created_at < clock_timestamp() - ${LEFT_OVER}::interval`;
    await this.database.sql`
      DELETE FROM lookup_import WHERE state = 'receiving'
        AND created_at < clock_timestamp() - ${LEFT_OVER}::interval`;
    await this.database.sql`
      DELETE FROM lookup_import WHERE state IN ('done', 'failed') AND id NOT IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY table_name ORDER BY created_at DESC) AS n
          FROM lookup_import) ranked
        WHERE n <= ${IMPORTS_KEPT})`;
    await this.database.sql`
      DELETE FROM lookup_replica WHERE seen_at < clock_timestamp() - ${LEFT_OVER}::interval`;
  }
}

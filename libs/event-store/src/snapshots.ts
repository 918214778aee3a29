import type { Database } from './database.js';

export interface Snapshot {
  readonly version: number;
  readonly state: unknown;
}

/** Shortcuts through long streams. Losing one costs time, nothing else. */
export interface Snapshots {
  /** Only a snapshot that the same fold made. */
  load(stream: string, fold: string, foldHash: string): Promise<Snapshot | undefined>;
  save(
    stream: string,
    fold: string,
    foldHash: string,
    version: number,
    state: unknown,
  ): Promise<void>;
}

export class PostgresSnapshots implements Snapshots {
  constructor(private readonly database: Database) {}

  async load(stream: string, fold: string, foldHash: string): Promise<Snapshot | undefined> {
    const [snapshot] = await this.database.sql<Snapshot>`
      SELECT version, state FROM snapshot
      WHERE stream_id = ${stream} AND fold = ${fold} AND fold_hash = ${foldHash}`;
    return snapshot;
  }

  async save(
    stream: string,
    fold: string,
    foldHash: string,
    version: number,
    state: unknown,
  ): Promise<void> {
    await this.database.sql`
      INSERT INTO snapshot (stream_id, fold, fold_hash, version, state)
      VALUES (${stream}, ${fold}, ${foldHash}, ${version}, ${JSON.stringify(state)})
      ON CONFLICT (stream_id, fold) DO UPDATE
        SET fold_hash = EXCLUDED.fold_hash, version = EXCLUDED.version, state = EXCLUDED.state
        WHERE snapshot.fold_hash <> EXCLUDED.fold_hash OR snapshot.version < EXCLUDED.version`;
  }
}

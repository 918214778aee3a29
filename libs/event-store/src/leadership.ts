import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Database } from './database.js';

/** Leadership over something only one process may do at a time. */
export interface Lease {
  /** Aborts when the lock is lost: its connection broke. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

const ASK_AGAIN_MS = 500;

/**
 * Waits until nobody else leads `role` in this schema, then leads.
 *
 * The lock belongs to a connection of its own, so it falls with the process that held it.
 *
 * @param onConnected done with the lock's connection before it is asked for
 * @throws whatever `signal` was aborted with, or that the database is away
 */
export async function leadRole(
  database: Database,
  role: string,
  signal: AbortSignal,
  onConnected: (client: Client) => Promise<void> = () => Promise.resolve(),
): Promise<Lease> {
  signal.throwIfAborted();
  const client = await database.dedicated();
  try {
    await onConnected(client);
    for (;;) {
      const { rows } = await client.query<{ led: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS led',
        [`margay.${role}.${database.schema}`],
      );
      if (rows[0]?.led) return leaseOf(client);
      await sleep(ASK_AGAIN_MS, undefined, { signal });
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function leaseOf(client: Client): Lease {
  const lost = new AbortController();
  client.once('end', () => lost.abort(new Error('The connection that held the lock is gone.')));
  return { lost: lost.signal, release: () => client.end().catch(() => undefined) };
}

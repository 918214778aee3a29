import { setTimeout as sleep } from 'node:timers/promises';
import { eventFilesOf, type EventSource } from '@margay/contracts';
import type { Database, PostgresEventStore } from '@margay/event-store';
import { type BusClient, eventTypes, RemoteLog } from '@margay/messaging';
import { gauge } from '@margay/observability';
import type { AuditEvent } from '../audit-event.js';
import { LedWork } from '@margay/event-store';
import { auditableOf } from '../records/own-log.projection.js';
import { writeRecords } from '../records/record-writer.projection.js';

const BATCH = 200;
const LOOK_MS = 250;

const waitingCount = gauge({
  name: 'margay_audit_attempts_waiting',
  help: 'Attempts of which it is not known yet whether a service tells of them itself.',
});

interface Waiting {
  readonly position: number;
}

/**
 * Decides about attempts that a service may tell of itself: a change that was asked for and made, or
 * one whose outcome the gateway did not learn.
 *
 * A service commits before it answers. So once everything that was in the services' logs after the
 * attempt was written has been turned into records, an attempt of which none of it tells made no change.
 */
export class WaitingAttempts extends LedWork {
  private readonly logs: ReadonlyMap<string, RemoteLog>;

  constructor(
    private readonly database: Database,
    private readonly store: PostgresEventStore<AuditEvent>,
    client: BusClient,
    sources: readonly EventSource[],
    private readonly productVersion: string,
  ) {
    super(store, { role: 'waiting-attempts', everyMs: LOOK_MS });
    this.logs = new Map(
      sources.map((owner) => [
        owner,
        new RemoteLog(client, 'audit', owner, eventTypes(...eventFilesOf(owner))),
      ]),
    );
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const waiting = await this.database.sql<Waiting>`
      SELECT position FROM waiting_attempt WHERE due_at <= clock_timestamp() ORDER BY position LIMIT ${BATCH}`;
    waitingCount.set(waiting.length);
    if (waiting.length === 0) return false;
    await this.caughtUp(signal);
    for (const { position } of waiting) await this.decide(position);
    return true;
  }

  /** Waits until everything that is in the services' logs by now has become records. */
  private async caughtUp(signal: AbortSignal): Promise<void> {
    for (const [owner, log] of this.logs) {
      const head = await log.head();
      if (head.position === 0) continue;
      for (;;) {
        const [place] = await this.database.sql<{ epoch: string; position: number }>`
          SELECT epoch, position FROM checkpoint WHERE consumer = ${`audit-log.${owner}`}`;
        if (place?.epoch === head.epoch && place.position >= head.position) break;
        await sleep(LOOK_MS, undefined, { signal });
      }
    }
  }

  private async decide(position: number): Promise<void> {
    await this.database.transaction(async (sql) => {
      const mine = await sql`DELETE FROM waiting_attempt WHERE position = ${position} RETURNING 1`;
      if (mine.length === 0) return;
      const [recorded] = await this.store.readWith(sql, position - 1, 1);
      if (recorded) await writeRecords([auditableOf(recorded)], sql, this.productVersion);
    });
  }
}

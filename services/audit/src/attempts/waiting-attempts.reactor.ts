import { setTimeout as sleep } from 'node:timers/promises';
import { eventFilesOf, type EventSource } from '@margay/contracts';
import type { Database, PostgresEventStore } from '@margay/event-store';
import { type BusClient, eventTypes, RemoteLog } from '@margay/messaging';
import { gauge } from '@margay/observability';
import type { AuditEvent } from '../audit-event.js';
import { LedWork } from '@margay/event-store';
import { drafted } from '../records/auditable.js';
import { auditableOf } from '../records/own-log.projection.js';
import { writeRecords } from '../records/record-writer.projection.js';
import { ownerOf } from './action-owner.js';

const BATCH = 200;
const LOOK_MS = 250;

const waitingCount = gauge({
  name: 'margay_audit_attempts_waiting',
  help: 'Attempts of which it is not known yet whether a service tells of them itself.',
});

/** Whoever else is waited for must not wait long for a service that is away. */
const CAUGHT_UP_WITHIN_MS = 2_000;

/**
 * Decides about attempts that a service may tell of itself: a change that was asked for and made, or
 * one whose outcome the gateway did not learn.
 *
 * A service commits before it answers. So once everything that was in its log after the attempt was
 * written has been turned into records, an attempt of which none of it tells made no change. One
 * that is away holds up the attempts that it may tell of, and no others.
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
    const waiting = await this.waiting();
    waitingCount.set(waiting.length);
    const owners = new Set(waiting.map(({ owner }) => owner));
    let decided = 0;
    for (const owner of owners) {
      if (!(await this.hasCaughtUp(owner, signal))) continue;
      const theirs = waiting.filter((each) => each.owner === owner);
      for (const { position } of theirs) await this.decide(position);
      decided += theirs.length;
    }
    return decided > 0;
  }

  /** The oldest of each owner, so that those of one that is away leave room for the others. */
  private async waiting(): Promise<
    readonly { position: number; owner: EventSource | undefined }[]
  > {
    const rows = await this.database.sql<{ position: number; action: string }>`
      SELECT position, action FROM (
        SELECT w.position, e.data->>'actionName' AS action,
               row_number() OVER (PARTITION BY e.data->>'actionName' ORDER BY w.position) AS place
        FROM waiting_attempt w JOIN event e USING (position)
        WHERE w.due_at <= clock_timestamp()) AS t
      WHERE place <= ${BATCH} ORDER BY position`;
    return rows.map(({ position, action }) => ({ position, owner: ownerOf(action) }));
  }

  /** Whether everything that is in the logs of those who may tell has become records, or does so soon. */
  private async hasCaughtUp(owner: EventSource | undefined, signal: AbortSignal): Promise<boolean> {
    const logs = [...this.logs].filter(([name]) => owner === undefined || name === owner);
    try {
      for (const [name, log] of logs) if (!(await this.isRead(name, log, signal))) return false;
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.logger.debug('The log of a service cannot be asked.', { owner, error });
      return false;
    }
  }

  private async isRead(name: string, log: RemoteLog, signal: AbortSignal): Promise<boolean> {
    const head = await log.head();
    if (head.position === 0) return true;
    const deadline = Date.now() + CAUGHT_UP_WITHIN_MS;
    for (;;) {
      const [place] = await this.database.sql<{ epoch: string; position: number }>`
        SELECT epoch, position FROM checkpoint WHERE consumer = ${`audit-log.${name}`}`;
      if (place?.epoch === head.epoch && place.position >= head.position) return true;
      if (Date.now() >= deadline) return false;
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  private async decide(position: number): Promise<void> {
    await this.database.transaction(async (sql) => {
      const mine = await sql`DELETE FROM waiting_attempt WHERE position = ${position} RETURNING 1`;
      if (mine.length === 0) return;
      const [recorded] = await this.store.readWith(sql, position - 1, 1);
      if (recorded) await writeRecords([drafted(auditableOf(recorded))], sql, this.productVersion);
    });
  }
}

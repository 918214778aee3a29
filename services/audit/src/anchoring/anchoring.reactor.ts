import type { Database } from '@margay/event-store';
import { gauge } from '@margay/observability';
import { LedWork, type Leads } from '@margay/event-store';
import type { Anchor } from './anchor.js';

const BATCH = 500;
const LOOK_MS = 1_000;
const RETRY_MS = 10_000;

const behind = gauge({
  name: 'margay_audit_anchor_behind_checkpoints',
  help: 'Checkpoints that a place outside has not been told.',
  labels: ['anchor'],
});

/** Tells one place outside of every checkpoint, in order, each at least once. One that is slow delays no other. */
export class Anchoring extends LedWork {
  /** The newest that is known to be of this log. */
  private compared = 0;

  constructor(
    private readonly database: Database,
    leads: Leads,
    private readonly anchor: Anchor,
  ) {
    super(leads, { role: `anchor-${anchor.name}`, everyMs: LOOK_MS, retryMs: RETRY_MS });
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    const { name } = this.anchor;
    const { sql } = this.database;
    const held = await this.heldOfThisLog();
    const news = await sql<{ readonly ordinal: number; readonly checkpoint: string }>`
      SELECT ordinal, checkpoint FROM log_checkpoint
      WHERE ordinal > ${held} ORDER BY ordinal LIMIT ${BATCH}`;
    behind.set({ anchor: name }, news.length);
    const last = news.at(-1);
    if (!last) return false;
    await this.anchor.keep(
      news.map(({ checkpoint }) => checkpoint),
      held + 1,
      signal,
    );
    await sql`
      INSERT INTO checkpoint_export (sink, ordinal) VALUES (${name}, ${last.ordinal})
      ON CONFLICT (sink) DO UPDATE SET ordinal = excluded.ordinal, moved_at = clock_timestamp()`;
    behind.set({ anchor: name }, 0);
    return news.length === BATCH;
  }

  /** A log that was restored to an earlier state goes on with other checkpoints than were told. */
  private async heldOfThisLog(): Promise<number> {
    const held = (await this.anchor.held?.()) ?? (await this.remembered());
    if (held === this.compared || held === 0) return held;
    const [row] = await this.database.sql<{ readonly checkpoint: string }>`
      SELECT checkpoint FROM log_checkpoint WHERE ordinal = ${held}`;
    if ((await this.anchor.holds?.(held, row?.checkpoint)) === false) {
      this.logger.error('Checkpoints were told that are not of this log. It is told anew.', {
        held,
      });
      await this.anchor.clear?.();
      return 0;
    }
    this.compared = held;
    return held;
  }

  private async remembered(): Promise<number> {
    const [row] = await this.database.sql<{ readonly ordinal: number }>`
      SELECT ordinal FROM checkpoint_export WHERE sink = ${this.anchor.name}`;
    return row?.ordinal ?? 0;
  }
}

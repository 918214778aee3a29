import { randomUUID } from 'node:crypto';
import { type Cause, LedWork, PostgresEventStore } from '@margay/event-store';
import { counter } from '@margay/observability';
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { RoleReader } from '../role-reader.service.js';
import type { RoleEvent } from '../role.decider.js';
import type { VerificationRow } from '../role.row.js';
import { Verifier } from './verifier.service.js';
import { type Intervals, VerificationsQuery } from './verifications.query.js';
import { Verifications } from './verifications.service.js';

/** What was started on another replica is found by looking. */
const LOOK_MS = 1_000;
const LEAD_AGAIN_MS = 1_000;

export class VerificationPace {
  constructor(
    readonly intervals: Intervals,
    /** Verifications under way at the same time. */
    readonly concurrency: number,
  ) {}
}

const taken = counter({
  name: 'margay_roles_verifications_total',
  help: 'Verifications that were walked to their end.',
});

const cause = (): Cause => ({
  actor: { type: 'system', id: 'roles' },
  requestId: randomUUID(),
});

/**
 * Takes the steps of every verification that was started and starts those that are due, on one
 * replica at a time. All it needs to know is in the log: what a killed process leaves behind is taken
 * up from its first step by whoever leads next.
 */
@Injectable()
export class VerificationLoop extends LedWork {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    store: PostgresEventStore<RoleEvent>,
    private readonly verifications: Verifications,
    private readonly query: VerificationsQuery,
    private readonly reader: RoleReader,
    private readonly verifier: Verifier,
    private readonly pace: VerificationPace,
  ) {
    super(store, { role: 'verifications', everyMs: LOOK_MS, retryMs: LEAD_AGAIN_MS });
    store.onAppend(this.wake);
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    await this.reader.upToDate();
    await this.startDue();
    await this.takeUp(signal);
    return false;
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private async startDue(): Promise<void> {
    for (const id of await this.query.due(this.pace.intervals, this.pace.concurrency))
      await this.verifications.start(id, {}, cause()).catch((error: unknown) => {
        // Suspended or revoked in this very moment.
        this.logger.debug('Not verified again.', { error });
      });
  }

  private async takeUp(signal: AbortSignal): Promise<void> {
    const { concurrency } = this.pace;
    // Those under way are among them.
    for (const open of await this.query.open(2 * concurrency)) {
      if (this.underWay.size >= concurrency) return;
      if (this.underWay.has(open.id)) continue;
      const walk = this.walk(open, signal).finally(() => {
        this.underWay.delete(open.id);
        this.wake();
      });
      this.underWay.set(open.id, walk);
    }
  }

  private async walk(verification: VerificationRow, signal: AbortSignal): Promise<void> {
    try {
      const role = await this.reader.one(verification.roleId);
      const steps = await this.verifier.verify(role, signal);
      // Another process goes on with it, from the start.
      if (signal.aborted) return;
      await this.verifications.conclude(verification, steps, cause());
      taken.inc();
    } catch (error) {
      this.logger.warn('A verification will be taken up again.', { error });
      await sleep(LEAD_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

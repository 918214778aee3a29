import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cause, LedWork, PostgresEventStore } from '@margay/event-store';
import { counter } from '@margay/observability';
import { Injectable } from '@nestjs/common';
import type { DeploymentsEvent } from '../deployments-event.js';
import { notLookedAt } from './check.js';
import { PreflightChecks } from './preflight-checks.service.js';
import { openChecks } from './preflight.decider.js';
import { PreflightReader } from './preflight-reader.service.js';
import type { PreflightRow } from './preflight.row.js';
import { Preflights } from './preflights.service.js';

/** What was started on another replica is found by looking. */
const LOOK_MS = 1_000;
const AGAIN_MS = 1_000;
/** Preflights under way at the same time. */
const CONCURRENCY = 12;

/** How long a preflight may take, from when it was asked for and whoever goes on with it. */
export class PreflightDeadline {
  constructor(readonly ms: number) {}
}

const concluded = counter({
  name: 'margay_deployments_preflight_checks_total',
  help: 'Checks of preflights that were concluded, by what they found.',
  labels: ['check', 'outcome'],
});

const cause = (): Cause => ({
  actor: { type: 'system', id: 'deployments' },
  requestId: randomUUID(),
});

/**
 * Makes the checks of every preflight that was started, on one replica at a time. All it needs to know is in the
 * log: what a killed process leaves behind goes on with the checks that have no result yet.
 */
@Injectable()
export class PreflightLoop extends LedWork {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    store: PostgresEventStore<DeploymentsEvent>,
    private readonly reader: PreflightReader,
    private readonly preflights: Preflights,
    private readonly checks: PreflightChecks,
    private readonly deadline: PreflightDeadline,
  ) {
    super(store, { role: 'preflights', everyMs: LOOK_MS, retryMs: AGAIN_MS });
    store.onAppend(this.wake);
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    // Those under way are among them.
    for (const preflight of await this.reader.open(2 * CONCURRENCY)) {
      if (this.underWay.size >= CONCURRENCY) break;
      const key = `${preflight.accountId}/${preflight.run}`;
      if (this.underWay.has(key)) continue;
      const walk = this.walk(preflight, signal).finally(() => {
        this.underWay.delete(key);
        this.wake();
      });
      this.underWay.set(key, walk);
    }
    return false;
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private async walk(preflight: PreflightRow, signal: AbortSignal): Promise<void> {
    const { accountId, run, subject } = preflight;
    try {
      const checking = await this.checks.begin(accountId, subject);
      const left = preflight.startedAt.getTime() + this.deadline.ms - Date.now();
      const tooLate = AbortSignal.timeout(Math.max(0, left));
      const until = AbortSignal.any([signal, tooLate]);
      for (const check of openChecks(preflight.results)) {
        const result =
          left <= 0 || tooLate.aborted
            ? notLookedAt(check, `The preflight took longer than ${this.deadline.ms / 1_000} s.`)
            : await checking.conclude(check, until);
        // Another process goes on with it.
        if (signal.aborted) return;
        await this.preflights.conclude(accountId, run, result, cause());
        concluded.inc({ check, outcome: result.outcome });
      }
      await this.preflights.end(accountId, run, cause());
    } catch (error) {
      this.logger.warn('A preflight will be taken up again.', { error });
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

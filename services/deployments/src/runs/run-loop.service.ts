import { setTimeout as sleep } from 'node:timers/promises';
import { LedWork, PostgresEventStore } from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import type { DeploymentsEvent } from '../deployments-event.js';
import { nextLookMs, type PaceBounds, type Seen } from './read-pace.js';
import type { OpenRun } from './run-list.query.js';
import { RunReader } from './run-reader.service.js';
import { RunValues } from './run-values.query.js';
import { RunWalk, type Turn } from './run-walk.service.js';

/** What people said on another replica is found by looking. */
const LOOK_MS = 1_000;
const AGAIN_MS = 1_000;
const SWEEP_MS = 60_000;
/** What comes within this time is looked at together: every step that ends wakes the loop. */
const GATHER_MS = 100;
/** Deployments under way at the same time, in all accounts. */
const CONCURRENCY = 2_000;
/**
 * Of those, so many take a step or look again at once; whoever asks this service something else is answered in
 * between. What is due does not wait for what is only looked at.
 */
const AT_ONCE = { steps: 8, looks: 16 } as const;

/** How often a step that is under way is looked at. */
export class RunPace implements PaceBounds {
  constructor(
    readonly leastMs: number,
    readonly mostMs: number,
  ) {}
}

const keyOf = ({ accountId, run }: OpenRun) => `${accountId}/${run}`;

/**
 * Takes every deployment that is not over on, on one replica at a time. What a killed process leaves behind is taken up by
 * whoever leads next, from the log.
 */
@Injectable()
export class RunLoop extends LedWork {
  private readonly underWay = new Map<string, Promise<void>>();
  /** Those that wait for people, with their revision: as long as that is the same there is nothing to do. */
  private readonly waiting = new Map<string, number>();
  private readonly oneOfSteps = pLimit(AT_ONCE.steps);
  private readonly oneOfLooks = pLimit(AT_ONCE.looks);
  private sweptAt = 0;

  constructor(
    store: PostgresEventStore<DeploymentsEvent>,
    private readonly reader: RunReader,
    private readonly walk: RunWalk,
    private readonly values: RunValues,
    private readonly pace: RunPace,
  ) {
    super(store, { role: 'deployments', everyMs: LOOK_MS, retryMs: AGAIN_MS });
    store.onAppend(this.wake);
  }

  protected async step(signal: AbortSignal): Promise<boolean> {
    await sleep(GATHER_MS, undefined, { signal }).catch(() => undefined);
    const open = await this.reader.open();
    for (const run of open) {
      const key = keyOf(run);
      if (this.underWay.size >= CONCURRENCY) break;
      if (this.underWay.has(key) || this.waiting.get(key) === run.revision) continue;
      this.underWay.set(key, this.goOn(run, signal));
    }
    await this.sweep(open);
    return false;
  }

  protected override async settle(): Promise<void> {
    await Promise.all(this.underWay.values());
    this.waiting.clear();
  }

  private async goOn(run: OpenRun, signal: AbortSignal): Promise<void> {
    const key = keyOf(run);
    try {
      const end = await this.turns(run, signal);
      if (end === 'people') this.waiting.set(key, run.revision);
      else this.waiting.delete(key);
    } finally {
      this.underWay.delete(key);
    }
  }

  private async turns({ accountId, run }: OpenRun, signal: AbortSignal): Promise<Turn> {
    let waited = 0;
    const wait = async (seen: Seen) => {
      waited = nextLookMs(waited, seen, this.pace, Math.random());
      await sleep(waited, undefined, { signal }).catch(() => undefined);
    };
    while (!signal.aborted) {
      try {
        const lane = waited === 0 ? this.oneOfSteps : this.oneOfLooks;
        const turn = await lane(() => this.walk.turn(accountId, run, signal));
        if (turn === 'people' || turn === 'over') return turn;
        if (turn === 'on') waited = 0;
        else await wait(turn);
      } catch (error) {
        if (signal.aborted) break;
        this.logger.warn('A deployment will be taken up again.', { error });
        await wait('refused');
      }
    }
    return 'same';
  }

  private async sweep(open: readonly OpenRun[]): Promise<void> {
    const now = performance.now();
    if (this.sweptAt !== 0 && now - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = now;
    await this.values.sweep([...new Set(open.map(({ accountId }) => accountId))]);
    const known = new Set(open.map(keyOf));
    for (const key of this.waiting.keys()) if (!known.has(key)) this.waiting.delete(key);
  }
}

import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import { LentUnits, type Permit, QuotaExhausted } from './permit.js';
import {
  callerIn,
  type Observation,
  observe,
  type Quota,
  type Settlement,
  settle,
} from './quota-books.js';
import { ask } from './quota-lending.js';
import type { QuotaLedger } from './quota-ledger.service.js';
import type { QuotaPolicy } from './quota-policy.js';

/** For which calls, and how long they can wait for their units. */
export interface Wanted {
  readonly caller: string;
  readonly isAlert: boolean;
  /** Units of one call. */
  readonly cost: number;
  /** 0: now or not at all. */
  readonly waitMs: number;
}

interface Waiting extends Wanted {
  /** Whoever is of the same kind can have what another can have. */
  readonly kind: string;
  readonly until: number;
  readonly resolve: (permit: Permit) => void;
  readonly reject: (error: Error) => void;
}

/** In one visit to the ledger. */
const GROUPS_MAX = 8;
const WAITING_MAX = 1_000;
/** Kept while the ledger is away; what is forgotten is booked as lost. */
const REPORTS_MAX = 1_000;
/** Units that come back before they must are noticed so soon. */
const LOOK_AGAIN_MS = 100;
const RETRY_MS = 1_000;
/** Ends of calls are reported together. */
const GATHER_MS = 10;

/** What was said to one kind of call, and for how long that is taken for true. */
interface Refusal {
  readonly possibleAt: number;
  readonly until: number;
}
const REFUSALS_MAX = 100;

/**
 * Where the calls of one process get their units of one quota. While a visit to the ledger is under
 * way, calls gather for the next one; nothing is borrowed that no call waits for.
 */
export class QuotaDesk {
  private waiting: Waiting[] = [];
  private settlements: Settlement[] = [];
  private observations: Observation[] = [];
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  private visiting: Promise<void> | undefined;
  private isClosed = false;
  private readonly refusals = new Map<string, Refusal>();

  constructor(
    private readonly key: string,
    /** As it is now: a change counts from the next visit on. */
    private readonly policy: () => QuotaPolicy,
    private readonly ledger: QuotaLedger,
    private readonly holder: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws QuotaExhausted, or ServiceError `unavailable` where nobody can say what is left */
  acquire(wanted: Wanted): Promise<Permit> {
    const now = this.now();
    const kind = this.kindOf(wanted);
    const refusal = this.refusals.get(kind);
    const waitMs = refusal && now < refusal.until ? refusal.possibleAt - now : 0;
    if (this.isClosed || this.waiting.length >= WAITING_MAX || waitMs > wanted.waitMs)
      return Promise.reject(new QuotaExhausted(waitMs || RETRY_MS));
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...wanted, kind, until: now + wanted.waitMs, resolve, reject });
      this.visitIn(waitMs > 0 ? Math.min(waitMs, LOOK_AGAIN_MS) : 0);
    });
  }

  observe(observation: Observation): void {
    this.observations = [...this.observations, observation].slice(-REPORTS_MAX);
    this.visitIn(GATHER_MS);
  }

  /** Refuses who waits, and reports what has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of this.waiting.splice(0)) reject(new QuotaExhausted(RETRY_MS));
    clearTimeout(this.timer);
    await this.visiting;
    if (this.settlements.length + this.observations.length > 0)
      await this.visit().catch(() => undefined);
    clearTimeout(this.timer);
  }

  private visitIn(ms: number): void {
    const at = this.now() + ms;
    if (this.visiting || this.timerAt <= at) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => {
      this.timerAt = Infinity;
      this.visiting = this.visit()
        .catch((error: unknown) => this.refuse(error))
        .then((again) => {
          this.visiting = undefined;
          const isNeeded = this.waiting.length + this.settlements.length + this.observations.length;
          if (isNeeded && !this.isClosed) this.visitIn(again);
        });
    }, ms);
  }

  /** @returns when to come again, in milliseconds */
  private async visit(): Promise<number> {
    const startedAt = this.now();
    const groups = this.groups();
    const settlements = this.settlements.splice(0);
    const observations = this.observations.splice(0);
    const policy = this.policy();
    let answers;
    try {
      answers = await this.ledger.write(this.key, (books, now) => {
        let quota: Quota = books;
        for (const settlement of settlements) quota = settle(quota, policy, now, settlement);
        for (const seen of observations) quota = observe(quota, policy, now, seen);
        const answer = groups.map((group) => {
          const { caller, isAlert, cost } = group[0]!;
          const asker = { holder: this.holder, caller, isAlert };
          const want = { id: randomUUID(), cost, calls: group.length };
          const asked = ask(quota, policy, now, asker, want);
          ({ quota } = asked);
          return 'lease' in asked
            ? { lease: asked.lease }
            : { waitMs: Math.max(1, asked.possibleAt - now) };
        });
        return { quota, answer };
      });
    } catch (error) {
      this.settlements = [...settlements, ...this.settlements].slice(-REPORTS_MAX);
      this.observations = [...observations, ...this.observations].slice(-REPORTS_MAX);
      throw error;
    }
    answers.forEach((answer, i) => {
      const group = groups[i]!;
      if ('lease' in answer) {
        const { id, units } = answer.lease;
        this.handOut(group, { id, calls: units / group[0]!.cost }, startedAt + policy.leaseMs);
      } else this.turnAway(group, answer.waitMs);
    });
    return Math.min(
      LOOK_AGAIN_MS,
      ...answers.map((answer) => ('lease' in answer ? 0 : Math.max(answer.waitMs, GATHER_MS))),
    );
  }

  /** Alike calls, alerts first, then in the order in which they came. */
  private groups(): Waiting[][] {
    const groups: Waiting[][] = [];
    for (const each of [...this.waiting].sort((a, b) => Number(b.isAlert) - Number(a.isAlert))) {
      const group = groups.find(([first]) => first?.kind === each.kind);
      if (group) group.push(each);
      else if (groups.length < GROUPS_MAX) groups.push([each]);
    }
    return groups;
  }

  private handOut(
    group: readonly Waiting[],
    lease: { id: string; calls: number },
    sendBy: number,
  ): void {
    const lent = new LentUnits(lease.calls, group[0]!.cost, (what) => {
      this.settlements = [...this.settlements, { id: lease.id, ...what }].slice(-REPORTS_MAX);
      this.visitIn(GATHER_MS);
    });
    lent.permits(sendBy, this.now).forEach((permit, i) => group[i]!.resolve(permit));
    this.forget(group.slice(0, lease.calls));
  }

  /** Who can wait so long does; the others are told when it could go. */
  private turnAway(group: readonly Waiting[], waitMs: number): void {
    const now = this.now();
    if (this.refusals.size >= REFUSALS_MAX) this.refusals.clear();
    const refusal = { possibleAt: now + waitMs, until: now + Math.min(waitMs, LOOK_AGAIN_MS) };
    this.refusals.set(group[0]!.kind, refusal);
    const late = group.filter(({ until }) => until < now + waitMs);
    for (const { reject } of late) reject(new QuotaExhausted(waitMs));
    this.forget(late);
  }

  private forget(those: readonly Waiting[]): void {
    const gone = new Set(those);
    this.waiting = this.waiting.filter((each) => !gone.has(each));
  }

  private kindOf({ caller, isAlert, cost }: Wanted): string {
    return JSON.stringify([callerIn(this.policy(), caller), isAlert, cost]);
  }

  /** The ledger is away: nobody is let through on a guess. */
  private refuse(cause: unknown): number {
    for (const { reject } of this.waiting.splice(0))
      reject(new ServiceError('unavailable', 'What is left of the quota is not known.', { cause }));
    return RETRY_MS;
  }
}

import type { MessageInitShape } from '@bufbuild/protobuf';
import { type BreakersReported, type BreakersReportedSchema } from '@margay/contracts';
import type { BreakerState, FailureCause } from '@margay/resilience';
import type { Announcements } from '@margay/messaging';
import { gauge } from '@margay/observability';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { alive, heldByMost, type Report, SILENT_MS, type Standing } from './fleet.js';

/** What one replica knows of its own breakers, and what may be done to them. */
export interface OwnBreakers {
  readonly replica: string;
  states(): readonly {
    readonly provider: string;
    readonly keyVersion: string;
    readonly state: BreakerState;
  }[];
  /** Opens it, unless it is not closed anyway. @returns whether it did */
  hint(provider: string, keyVersion: string, cause: FailureCause, forMs: number): boolean;
  onBreakerChange(listener: () => void): void;
}

const openBreakers = gauge({
  name: 'margay_provider_breakers_open',
  help: 'Breakers of this replica that hold calls back, by provider: one for each version of its key.',
  labels: ['provider'],
});

const EVERY_MS = 1_000;
/** Changes that come together are said together. */
const GATHER_MS = 20;
const REPLICAS_MAX = 1_000;

const keyOf = ({ provider, keyVersion }: { provider: string; keyVersion: string }): string =>
  JSON.stringify([provider, keyVersion]);

/**
 * Says how the breakers of this replica stand, hears how those of others do, and opens what most hold back.
 * Nothing here is needed for a breaker to work: without the bus each replica finds out for itself.
 */
export class BreakerNews implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly others = new Map<string, Report>();
  /** Open because others said so, until something else is learnt. */
  private readonly hearsay = new Set<string>();
  /** Acted on; not again before it is over. */
  private readonly heeded = new Set<string>();
  private every: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;

  constructor(
    private readonly own: OwnBreakers,
    private readonly aloud: Announcements<typeof BreakersReportedSchema>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  onApplicationBootstrap(): void {
    this.aloud.listen((report) => this.hear(report));
    this.own.onBreakerChange(() => (this.soon ??= setTimeout(() => this.say(), GATHER_MS)));
    this.every = setInterval(() => this.say(), EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.every);
    clearTimeout(this.soon);
    this.aloud.close();
  }

  /** Of all replicas that are alive, this one first. */
  reports(): readonly Report[] {
    const { replica } = this.own;
    const now = this.now();
    const mine: Report = { replica, heardAt: now, standings: this.standings() };
    return [mine, ...alive(this.others.values(), now)];
  }

  private standings(): readonly Standing[] {
    return this.own.states().map(({ provider, keyVersion, state }) => {
      const key = keyOf({ provider, keyVersion });
      if (state.state !== 'open') this.hearsay.delete(key);
      return {
        provider,
        keyVersion,
        state: state.state,
        isOwn: !this.hearsay.has(key),
        ...('cause' in state ? { cause: state.cause } : {}),
        ...('retryInMs' in state ? { retryInMs: state.retryInMs } : {}),
      };
    });
  }

  private say(): void {
    this.soon = undefined;
    const { replica } = this.own;
    const standings = this.standings();
    this.aloud.announce({ replica, breakers: standings.map(toWire) });
    openBreakers.reset();
    for (const { provider, state } of standings)
      openBreakers.inc({ provider }, state === 'open' || state === 'forced_open' ? 1 : 0);
    this.heed();
  }

  private hear({ replica, breakers }: BreakersReported): void {
    if (replica === this.own.replica) return;
    const now = this.now();
    for (const [other, { heardAt }] of this.others)
      if (now - heardAt >= SILENT_MS) this.others.delete(other);
    if (this.others.size >= REPLICAS_MAX && !this.others.has(replica)) return;
    this.others.set(replica, { replica, heardAt: now, standings: breakers.map(fromWire) });
    this.heed();
  }

  private heed(): void {
    const held = heldByMost(this.reports(), this.now());
    const keys = new Set(held.map(keyOf));
    for (const key of this.heeded) if (!keys.has(key)) this.heeded.delete(key);
    for (const each of held) {
      const key = keyOf(each);
      if (this.heeded.has(key)) continue;
      this.heeded.add(key);
      // Before it opens, for that is said at once.
      this.hearsay.add(key);
      const { provider, keyVersion, cause, retryInMs } = each;
      if (!this.own.hint(provider, keyVersion, cause, retryInMs)) this.hearsay.delete(key);
    }
  }
}

const toWire = ({
  provider,
  keyVersion,
  state,
  cause = undefined,
  retryInMs = 0,
  isOwn,
}: Standing): NonNullable<MessageInitShape<typeof BreakersReportedSchema>['breakers']>[number] => ({
  provider,
  keyVersion,
  state,
  cause: cause ?? '',
  retryInMs: BigInt(Math.round(retryInMs)),
  isOwn,
});

/** From another replica of this service, so of the same words. */
const fromWire = ({
  provider,
  keyVersion,
  state,
  cause,
  retryInMs,
  isOwn,
}: BreakersReported['breakers'][number]): Standing => ({
  provider,
  keyVersion,
  state: state as Standing['state'],
  ...(cause === '' ? {} : { cause: cause as FailureCause }),
  retryInMs: Number(retryInMs),
  isOwn,
});

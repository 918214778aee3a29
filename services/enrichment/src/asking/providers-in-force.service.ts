import { randomUUID } from 'node:crypto';
import type { StoredSecrets } from '@margay/aws';
import { counter, gauge } from '@margay/observability';
import {
  BREAKER_DEFAULTS,
  Breakers,
  type BreakerState,
  Bulkhead,
  type FailureCause,
  RetryBudget,
} from '@margay/resilience';
import type { OwnBreakers } from '../breakers/breaker-news.service.js';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ProviderClient } from '../providers/provider.client.js';
import {
  compileDefinition,
  type ProviderDefinition,
  sourceOf,
} from '../providers/provider-definition.js';
import type { Asked, Finding } from '../providers/provider.js';
import { QuotaDesk } from '../quota/quota-desk.js';
import type { QuotaLedger } from '../quota/quota-ledger.service.js';
import type { Setting, Settings } from '../settings/settings.js';
import type { SettingsLog } from '../settings/settings-log.service.js';
import type { Answer } from './answer.js';
import { judgeFor } from './guarded-call.js';
import type { ProcessCache } from './process-cache.js';
import { type Asking, ProviderLookup, type WithKey } from './provider-lookup.js';
import type { SharedCache } from './shared-cache.service.js';
import { storedKey } from './stored-key.js';

/** Of one provider, in one replica. */
const CALLS = { permits: 16, queueMax: 1_000, waitMsMax: 5_000 } as const;
/** A key has two versions while it is replaced, and seldom more. */
const BREAKERS_MAX = 10;

const lookups = counter({
  name: 'margay_provider_lookups_total',
  help: 'Look-ups at third parties by how they ended, and why where the status does not say it.',
  labels: ['provider', 'status', 'reason'],
});
const cacheBytes = gauge({
  name: 'margay_provider_cache_bytes',
  help: 'What answers of third parties take in this process.',
});

interface InForce {
  readonly definition: ProviderDefinition;
  readonly lookup: ProviderLookup;
  readonly breakers: Breakers;
  close(): Promise<void>;
}

const NO_KEY: WithKey = (attempt) => attempt({ text: '', version: 'none' });

/** The providers as they are defined just now, each behind its guards. */
export class ProvidersInForce implements OnApplicationBootstrap, OnModuleDestroy, OwnBreakers {
  private readonly logger = new Logger('providers');
  private readonly inForce = new Map<string, InForce>();
  readonly replica = randomUUID();
  private readonly listeners = new Set<() => void>();
  /** Up to which position of the log what was forgotten by order is forgotten here. */
  private readonly purged = new Map<string, number>();
  private closing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: Pick<SettingsLog, 'onChange'>,
    private readonly parts: {
      readonly ledger: QuotaLedger;
      readonly process: ProcessCache;
      readonly shared: SharedCache;
      readonly client: ProviderClient;
      readonly secrets: StoredSecrets;
      readonly completed?: (provider: string, asked: Asked, finding: Finding | undefined) => void;
    },
  ) {}

  onApplicationBootstrap(): void {
    this.log.onChange((settings) => this.follow(settings));
  }

  async onModuleDestroy(): Promise<void> {
    for (const name of [...this.inForce.keys()]) this.end(name);
    await this.closing;
  }

  has(name: string): boolean {
    return this.inForce.has(name);
  }

  /** Never throws. */
  async lookUp(name: string, asked: Asked, asking: Asking): Promise<Answer> {
    const known = this.inForce.get(name);
    if (!known) return { status: 'skipped', reason: 'no_such_provider' };
    if (!known.definition.enabled) return { status: 'skipped', reason: 'disabled' };
    const answer = await known.lookup.lookUp(asked, asking);
    const reason = 'reason' in answer ? answer.reason : 'cause' in answer ? answer.cause : '';
    lookups.inc({ provider: name, status: answer.status, reason });
    cacheBytes.set(this.parts.process.bytes);
    return answer;
  }

  /** Of this replica. */
  states(): readonly { provider: string; keyVersion: string; state: BreakerState }[] {
    return [...this.inForce].flatMap(([provider, { breakers }]) =>
      breakers.states.map(([name, state]) => ({
        provider,
        keyVersion: name.slice(provider.length + 1),
        state,
      })),
    );
  }

  hint(provider: string, keyVersion: string, cause: FailureCause, forMs: number): boolean {
    const breaker = this.inForce.get(provider)?.breakers.of(`${provider}/${keyVersion}`);
    if (breaker?.state.state !== 'closed') return false;
    breaker.open(cause, forMs);
    return true;
  }

  onBreakerChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private follow({ providers, breakerOrders, purges }: Settings): void {
    for (const name of this.inForce.keys()) if (!providers.has(name)) this.end(name);
    for (const [name, setting] of providers) {
      this.put(name, setting);
      const state = breakerOrders.get(name)?.state;
      this.inForce.get(name)?.breakers.force(state === 'automatic' ? undefined : state);
    }
    for (const [name, position] of purges) this.purge(name, position);
  }

  private purge(name: string, position: number): void {
    if (this.purged.get(name) === position) return;
    this.purged.set(name, position);
    this.parts.process.purge(`${name} `);
  }

  /** The settings hand out the same definition for as long as it is in force. */
  private put(name: string, { definition }: Setting<ProviderDefinition>): void {
    if (this.inForce.get(name)?.definition === definition) return;
    this.end(name);
    try {
      this.inForce.set(name, this.made(name, definition));
    } catch (error) {
      this.logger.warn('A provider cannot be used as it is defined.', { name, error });
    }
  }

  /** Calls that are under way go on; those that wait for units of the quota are refused. */
  private end(name: string): void {
    const ended = this.inForce.get(name);
    if (!ended) return;
    this.inForce.delete(name);
    this.closing = Promise.all([this.closing, ended.close()]);
  }

  private made(name: string, definition: ProviderDefinition): InForce {
    const { ledger, process, shared, client, secrets, completed } = this.parts;
    const { provider, baseUrl, quota } = compileDefinition(definition);
    const policy = () => quota;
    const limitMs = quota.transitMs;
    const desk = new QuotaDesk(name, policy, ledger, randomUUID());
    const breakers = new Breakers({
      ...BREAKER_DEFAULTS,
      judge: judgeFor(limitMs),
      max: BREAKERS_MAX,
    });
    const bulkhead = new Bulkhead(CALLS);
    breakers.onChange(() => {
      for (const listener of this.listeners) listener();
    });
    const { cache, key } = definition;
    const withKey = key ? storedKey(secrets, key, key.member) : NO_KEY;
    const guards = { desk, policy, bulkhead, breakers, client, limitMs };
    const retries = new RetryBudget();
    const lookup = new ProviderLookup(
      { name, source: sourceOf(definition), provider, baseUrl, cache, withKey, guards, retries },
      {
        process,
        shared,
        holder: this.replica,
        ...(completed ? { completed: (asked, finding) => completed(name, asked, finding) } : {}),
      },
    );
    const close = async () => {
      breakers.shutdown();
      await desk.close();
    };
    return { definition, lookup, breakers, close };
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { EnrichmentApi, ProviderLookupsApi } from '@margay/contracts';
import type { Platform } from '@margay/local';
import { Bus, BusClient, type Client, systemCaller } from '@margay/messaging';
import { PlatformClient } from '../platform-client.js';
import { Customers, type MadeRole } from '../roles/customers.js';

export const LOG_TYPE = 'Bench.Intel';
const READY_WITHIN_MS = 20_000;
const KEYS = 5;

export interface QuotaWindow {
  readonly kind: 'rolling' | 'fixed';
  readonly seconds: number;
  readonly limit: number;
}

export interface ProviderPlan {
  readonly builtIn: 'virustotal' | 'greynoise_community' | 'abuseipdb';
  readonly windows: readonly QuotaWindow[];
  /** Of one call. */
  readonly limitMs?: number;
  /** Times of the cache are divided by this. */
  readonly timesFaster?: number;
  /** Which of the keys; each has a quota of its own in the sandbox. */
  readonly key?: number;
  /** In CEL over `event`: which events are looked up there. */
  readonly condition?: string;
}

const STANDING_AT = {
  virustotal: 'virustotal',
  greynoise_community: 'greynoise',
  abuseipdb: 'abuseipdb',
};
const TTL_SECONDS = {
  malicious: 21_600,
  suspicious: 7_200,
  clean: 43_200,
  benign: 86_400,
  unrated: 86_400,
  not_found: 7_200,
};

export interface Calls {
  readonly calls: number;
  readonly units: number;
  readonly overLimit: number;
  readonly log: readonly { readonly at: number; readonly status: number }[];
}

/** Third parties of the sandbox, as a platform asks them: by a role that was proven, with its keys. */
export class Intel {
  readonly client: PlatformClient;
  readonly enrichment: Client<typeof EnrichmentApi>;
  readonly lookups: Client<typeof ProviderLookupsApi>;
  private readonly bus: Bus;
  private roles: readonly MadeRole[] = [];

  constructor(private readonly platform: Platform) {
    const { installation } = platform;
    const seed = installation.secrets.bus['gateway'] ?? '';
    this.client = PlatformClient.of(platform);
    this.bus = new Bus({
      servers: [installation.natsUrl],
      seed: { reveal: () => seed },
      service: 'gateway',
    }).start();
    const bus = new BusClient(this.bus);
    this.enrichment = bus.of(EnrichmentApi);
    this.lookups = bus.of(ProviderLookupsApi);
  }

  readonly caller = systemCaller('bench', 'bench');

  get sandboxUrl(): string {
    return this.platform.sandboxUrl ?? '';
  }

  async open(): Promise<void> {
    await this.bus.ready(10_000);
    const customers = new Customers(this.client);
    this.roles = await customers.roles(KEYS);
    if ((await customers.verify(this.roles)) > 0) throw new Error('There is no role.');
    await this.client.call('PUT', `/enrichment/data-models/${LOG_TYPE}`, {
      fields: {},
      selectors: ['ip'],
    });
  }

  close(): Promise<void> {
    return this.bus.close();
  }

  /** Defines it, and a rule that names it, anew. Its limits hold in the sandbox as well. */
  async define(name: string, plan: ProviderPlan): Promise<void> {
    const { builtIn, windows, limitMs = 10_000, timesFaster = 1, condition = '' } = plan;
    const role = this.roles[plan.key ?? 0];
    const at = STANDING_AT[builtIn];
    await this.client.order('providerLimits', { provider: at, limits: windows } as object);
    const faster = (seconds: number) => Math.round(seconds / timesFaster);
    await this.client.call('PUT', `/enrichment/providers/${name}`, {
      builtIn,
      key: { roleArn: role?.arn, secretArn: role?.secret },
      baseUrl: `${this.sandboxUrl}/providers/${at}`,
      quota: { windows, transitMs: limitMs },
      cache: {
        ttl: Object.fromEntries(
          Object.entries(TTL_SECONDS).map(([verdict, seconds]) => [verdict, faster(seconds)]),
        ),
        staleWhileRevalidate: faster(3_600),
        staleIfError: faster(86_400),
      },
    });
    await this.client.call('PUT', `/enrichment/rules/${name}`, {
      logTypes: [LOG_TYPE],
      selectors: ['ip'],
      table: name,
      condition,
    });
    const deadline = Date.now() + READY_WITHIN_MS;
    while ((await this.look(name, ['10.0.0.1']))[0]?.reason !== 'private') {
      if (Date.now() > deadline) throw new Error(`${name} is not in force.`);
      await sleep(50);
    }
  }

  async remove(name: string): Promise<void> {
    for (const path of [`/enrichment/rules/${name}`, `/enrichment/providers/${name}`])
      await fetch(`${this.platform.gatewayUrl}${path}`, {
        method: 'DELETE',
        headers: { 'x-api-key': this.platform.administratorToken },
      });
  }

  async look(provider: string, values: readonly string[], waitMs = 0) {
    const { answers } = await this.lookups.askProvider(
      { provider, values: values.map((value) => ({ kind: '', value })), waitMs },
      this.caller,
      { timeoutMs: 15_000 + waitMs },
    );
    return answers;
  }

  /** @returns the enriched events as text, in their order */
  async enrich(events: readonly object[], timeoutMs = 10_000): Promise<readonly string[]> {
    const { results } = await this.enrichment.enrichEvents(
      { logType: LOG_TYPE, events: events.map((event) => Buffer.from(JSON.stringify(event))) },
      this.caller,
      { timeoutMs },
    );
    return results.map(({ outcome }) => {
      if (outcome.case !== 'event') throw new Error(outcome.value?.message ?? 'No answer.');
      return Buffer.from(outcome.value).toString();
    });
  }

  async calls(builtIn: ProviderPlan['builtIn'], logged = 0): Promise<Calls> {
    const provider = STANDING_AT[builtIn];
    const told: unknown = await this.client.order('providerCalls', { provider, logged });
    return told as Calls;
  }

  mishap(builtIn: ProviderPlan['builtIn'], mishap: object): Promise<unknown> {
    return this.client.order('mishap', { provider: STANDING_AT[builtIn], ...mishap });
  }
}

/** How a look-up of an enriched event ended. */
export const statusIn = (text: string, name: string): string =>
  new RegExp(`"p_enrichment_status":.*"${name}":\\{"ip":"([^"]+)"`).exec(text)?.[1] ?? '';

import { eventFilesOf, type EventOf } from '@margay/contracts';
import { type Bus, eventTypes, Watch } from '@margay/messaging';
import { counter, gauge, histogram, LATENCY_BUCKETS } from '@margay/observability';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { TokenCache } from './token-cache.js';

const emptied = counter({
  name: 'margay_gateway_token_cache_emptied_total',
  help: 'Times all verified tokens were forgotten because news may have been missed.',
});
const heeded = histogram({
  name: 'margay_gateway_token_change_heeded_seconds',
  help: 'From a change of a token being recorded to this replica acting on it. Clocks of the database and the gateway are compared.',
  buckets: LATENCY_BUCKETS,
});
const kept = gauge({
  name: 'margay_gateway_token_cache_entries',
  help: 'Verified tokens that are kept.',
});

/** Keeps the token cache honest: every change of a token is heard, or nothing is kept. */
export class TokenNews implements OnApplicationBootstrap, OnModuleDestroy {
  readonly cache: TokenCache;
  private readonly watch: Watch;

  constructor(bus: Bus, options: { readonly cacheSize: number; readonly stalenessMs: number }) {
    this.watch = new Watch(bus, {
      owner: 'tokens',
      types: eventTypes(...eventFilesOf('tokens')),
      staleMs: options.stalenessMs,
      onEvent: ({ data, position, at }) => {
        const event = data as EventOf<'tokens'>;
        if ('tokenId' in event) this.cache.changed(event.tokenId, position);
        // From here on what was known before is no longer believed.
        heeded.observe(Math.max(0, Date.now() - at.getTime()) / 1_000);
        kept.set(this.cache.size);
      },
      onGap: () => {
        this.cache.distrust();
        emptied.inc();
        kept.set(0);
      },
    });
    this.cache = new TokenCache(options.cacheSize, () => this.watch.isFresh);
  }

  onApplicationBootstrap(): void {
    this.watch.onApplicationBootstrap();
  }

  onModuleDestroy(): void {
    this.watch.onModuleDestroy();
  }
}

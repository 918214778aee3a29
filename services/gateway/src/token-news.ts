import { eventFilesOf, type EventOf } from '@margay/contracts';
import { type Bus, eventTypes, Watch } from '@margay/messaging';
import { counter, gauge } from '@margay/observability';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { TokenCache } from './token-cache.js';

const emptied = counter({
  name: 'margay_gateway_token_cache_emptied_total',
  help: 'Times all verified tokens were forgotten because news may have been missed.',
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
      onEvent: ({ data, position }) => {
        this.cache.changed((data as EventOf<'tokens'>).tokenId, position);
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

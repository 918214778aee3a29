import { ServiceError } from '@margay/contracts';
import type { Cause } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { refused } from '../settings/checked.js';
import type { BreakerOrder } from '../settings/settings.js';
import { SettingsLog } from '../settings/settings-log.service.js';
import { BREAKER_ORDERS, type OrderedState } from './breaker.decider.js';
import { BreakerNews } from './breaker-news.service.js';
import type { BreakerHandler } from './breaker-watch.reactor.js';
import type { Report } from './fleet.js';

export const BREAKERS = Symbol('breakers');

/** How calls to providers are held back, on all replicas, and orders about it. */
@Injectable()
export class BreakersService {
  constructor(
    private readonly log: SettingsLog,
    private readonly news: BreakerNews,
    @Inject(BREAKERS) private readonly breakers: BreakerHandler,
  ) {}

  async all(): Promise<{
    readonly names: readonly string[];
    readonly orders: ReadonlyMap<string, BreakerOrder>;
    readonly reports: readonly Report[];
    /** The time of the reports. */
    readonly heardNow: number;
  }> {
    const { providers, breakerOrders } = await this.log.fresh();
    const names = [...providers.keys()].sort();
    const reports = this.news.reports();
    return { names, orders: breakerOrders, reports, heardNow: performance.now() };
  }

  /** @throws ServiceError `bad_request`; `not_found` without such a provider */
  async force(name: string, state: string, reason: string, cause: Cause): Promise<void> {
    if (!isOrder(state))
      throw refused([{ path: 'state', message: `Expected one of ${BREAKER_ORDERS.join(', ')}.` }]);
    const { providers } = await this.log.fresh();
    if (!providers.has(name)) throw new ServiceError('not_found', 'There is no such provider.');
    await this.breakers.execute(name, { type: 'Force', name, state, reason }, cause);
  }
}

const isOrder = (text: string): text is OrderedState =>
  (BREAKER_ORDERS as readonly string[]).includes(text);

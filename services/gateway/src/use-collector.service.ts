import { randomUUID } from 'node:crypto';
import { type Timestamp, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { TokensApi } from '@margay/contracts';
import { type Client, systemCaller } from '@margay/messaging';
import { counter } from '@margay/observability';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Access } from './access.js';
import type { Identity } from './token-cache.js';

/** What became of a request of a token that is known. */
export type Verdict = 'allowed' | 'permission' | 'address' | 'rate';

/** As it is told. */
interface Use {
  readonly tokenId: string;
  readonly generation: number;
  readonly lastUsedAt?: Timestamp;
  readonly lastUsedAddress?: string;
  readonly calls: readonly { route: string; verdict: string; calls: bigint }[];
  readonly permissions: readonly string[];
}

interface Report {
  readonly batchId: string;
  readonly uses: readonly Use[];
}

const REPORT_EVERY_MS = 10_000;
const USES_PER_BATCH = 500;
const WAITING_MAX = 20_000;
const LEAVE_WITHIN_MS = 2_000;

const dropped = counter({
  name: 'margay_gateway_uses_dropped_total',
  help: 'Requests that are missing from what tokens were used for, because too many tokens waited.',
});

interface Collected {
  at: number;
  address: string;
  readonly calls: Map<Access, Calls>;
}

interface Calls {
  readonly route: string;
  readonly verdicts: Partial<Record<Verdict, number>>;
}

/**
 * Collects what tokens are used for and tells `tokens` every ten seconds. No request waits for it,
 * and none is written by itself. A batch that may not have arrived is sent again, as the same one.
 */
@Injectable()
export class UseCollector implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('uses');
  private collected = new Map<Identity, Collected>();
  private batches: Report[] = [];
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tell(), REPORT_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    await this.tell();
  }

  /** @param route is called only for the first use of a route since the last report */
  note(
    token: Identity,
    access: Access,
    verdict: Verdict,
    address: string,
    route: () => string,
  ): void {
    let use = this.collected.get(token);
    if (!use) {
      if (this.collected.size >= WAITING_MAX) return dropped.inc();
      this.collected.set(token, (use = { at: 0, address: '', calls: new Map() }));
    }
    // A token that is refused for where it is, or for how often it comes, was not used.
    if (verdict === 'allowed' || verdict === 'permission') {
      use.at = Date.now();
      use.address = address;
    }
    let calls = use.calls.get(access);
    if (!calls) use.calls.set(access, (calls = { route: route(), verdicts: {} }));
    calls.verdicts[verdict] = (calls.verdicts[verdict] ?? 0) + 1;
  }

  /** Tells what was collected up to now, once. */
  tell(): Promise<void> {
    this.telling ??= this.send().finally(() => (this.telling = undefined));
    return this.telling;
  }

  private async send(): Promise<void> {
    this.pack();
    for (let next = this.batches[0]; next; next = this.batches[0]) {
      try {
        const caller = systemCaller('gateway', randomUUID());
        await this.tokens.reportUse(messageOf(next), caller, { timeoutMs: LEAVE_WITHIN_MS });
        this.batches.shift();
      } catch (error) {
        this.logger.warn('What tokens were used for could not be told. Trying again.', { error });
        return;
      }
    }
  }

  /** Makes batches of what was collected; while old ones wait, new uses go on being added up. */
  private pack(): void {
    if (this.batches.length > 0 || this.collected.size === 0) return;
    const uses = new Map<string, Use>();
    for (const [token, use] of this.collected) {
      const key = `${token.id} ${token.generation}`;
      uses.set(key, merged(uses.get(key), useOf(token, use)));
    }
    this.collected = new Map();
    const all = [...uses.values()];
    for (let i = 0; i < all.length; i += USES_PER_BATCH)
      this.batches.push({ batchId: randomUUID(), uses: all.slice(i, i + USES_PER_BATCH) });
  }
}

const messageOf = ({ batchId, uses }: Report) => ({
  batchId,
  uses: uses.map(({ calls, permissions, ...use }) => ({
    ...use,
    calls: [...calls],
    permissions: [...permissions],
  })),
});

const useOf = (token: Identity, { at, address, calls }: Collected): Use => ({
  tokenId: token.id,
  generation: token.generation,
  ...(at > 0 ? { lastUsedAt: timestampFromMs(at), lastUsedAddress: address } : {}),
  calls: [...calls.values()].flatMap(({ route, verdicts }) =>
    Object.entries(verdicts).map(([verdict, count]) => ({ route, verdict, calls: BigInt(count) })),
  ),
  permissions: [...calls].flatMap(([{ permission }, { verdicts }]) =>
    permission !== undefined && verdicts.allowed ? [permission] : [],
  ),
});

/** A token that was asked about anew in between was collected twice; the later one was used later. */
const merged = (earlier: Use | undefined, later: Use): Use =>
  earlier
    ? {
        ...earlier,
        ...later,
        calls: [...earlier.calls, ...later.calls],
        permissions: [...new Set([...earlier.permissions, ...later.permissions])],
      }
    : later;

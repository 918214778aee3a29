import { timestampDate } from '@bufbuild/protobuf/wkt';
import { type ProviderLookupsApi, ServiceError } from '@margay/contracts';
import type { Caller, Client } from '@margay/messaging';

export interface AskOptions {
  /** `ip`, `domain`, `hash` or `url`; absent: whatever the value looks like. */
  readonly kind?: 'ip' | 'domain' | 'hash' | 'url';
  /** May use what the quota reserves for alerts. */
  readonly isAlert?: boolean;
  /** How long it may wait for units of the quota, in milliseconds; absent: now or not at all. */
  readonly waitMs?: number;
}

/** What came of asking. It is no exception: a detection goes on with what it has. */
export interface Said {
  readonly status:
    | 'hit'
    | 'fresh'
    | 'stale'
    | 'not_found'
    | 'skipped'
    | 'throttled'
    | 'open'
    | 'timeout'
    | 'denied'
    | 'error';
  /** Why, where the status does not say it. */
  readonly reason?: string;
  /** `malicious`, `suspicious`, `clean`, `benign` or `unrated`; with `hit`, `fresh` and `stale`. */
  readonly verdict?: string;
  readonly row?: Readonly<Record<string, unknown>>;
  /** When asking again may help, as far as is known. */
  readonly retryAt?: Date;
}

const ANSWER_MS = 5_000;

/** Asks a third party about one value, behind the caches, the quota and the breaker that all processes share. */
export async function asked(
  lookups: Client<typeof ProviderLookupsApi>,
  caller: Caller,
  provider: string,
  value: string,
  { kind, isAlert = false, waitMs = 0 }: AskOptions,
): Promise<Said> {
  const { answers } = await lookups.askProvider(
    { provider, values: [{ kind: kind ?? '', value }], isAlert, waitMs },
    caller,
    { timeoutMs: ANSWER_MS + waitMs },
  );
  const [answer] = answers;
  if (!answer) throw new ServiceError('internal', 'There is no answer.');
  const { status, reason, finding, retryAt } = answer;
  return {
    status: status as Said['status'],
    ...(reason === '' ? {} : { reason }),
    ...(finding ? { verdict: finding.verdict, row: finding.row ?? {} } : {}),
    ...(retryAt ? { retryAt: timestampDate(retryAt) } : {}),
  };
}

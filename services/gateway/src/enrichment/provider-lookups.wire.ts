import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import {
  actorFromWire,
  type ProviderAnswer,
  type ProviderBreaker as WireBreaker,
  type ProviderQuota,
} from '@margay/contracts';
import { present } from '../present.js';
import type { Breaker, ProviderAnswers, QuotaList } from './provider-lookups.schema.js';

const time = (at: Timestamp | undefined): string => timestampDate(present(at)).toISOString();

const actorOf = (by: Parameters<typeof actorFromWire>[0]) => {
  const actor = by && actorFromWire(by);
  return actor ? { by: { id: actor.id, type: actor.type } } : {};
};

/** An age is of what was said before. */
const AGED: readonly string[] = ['hit', 'stale', 'not_found'];

export const answerToRest = ({
  kind,
  value,
  status,
  reason,
  finding,
  ageMs,
  tier,
  retryAt,
}: ProviderAnswer): ProviderAnswers['results'][number] => ({
  value,
  ...(kind === '' ? {} : { kind }),
  status,
  ...(reason === '' ? {} : { reason }),
  ...(finding ? { verdict: finding.verdict, row: finding.row ?? {} } : {}),
  ...(AGED.includes(status) ? { ageMs: Number(ageMs) } : {}),
  ...(tier === '' ? {} : { tier }),
  ...(retryAt ? { retryAt: time(retryAt) } : {}),
});

export const quotaToRest = ({
  provider,
  windows,
}: ProviderQuota): QuotaList['results'][number] => ({
  provider,
  windows: windows.map(({ window, limit, used, left, resetAt, emptyAt }) => ({
    window,
    limit: Number(limit),
    used: Number(used),
    left: Number(left),
    resetAt: time(resetAt),
    ...(emptyAt ? { emptyAt: time(emptyAt) } : {}),
  })),
});

export const breakerToRest = ({ provider, state, states, order }: WireBreaker): Breaker => ({
  provider,
  state: state as Breaker['state'],
  states: states.map(({ replica, keyVersion, state, cause, nextProbeAt }) => ({
    replica,
    keyVersion,
    state: state as Breaker['state'],
    ...(cause === '' ? {} : { cause }),
    ...(nextProbeAt ? { nextProbeAt: time(nextProbeAt) } : {}),
  })),
  ...(order
    ? {
        order: {
          state: order.state as 'open' | 'closed',
          reason: order.reason,
          at: time(order.at),
          ...actorOf(order.by),
        },
      }
    : {}),
});

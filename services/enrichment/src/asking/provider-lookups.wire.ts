import type { JsonObject, MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  actorToWire,
  type ProviderAnswerSchema,
  type ProviderBreakerSchema,
  type ProviderQuotaSchema,
} from '@margay/contracts';
import { type Report, standingOfMost } from '../breakers/fleet.js';
import type { BreakerOrder } from '../settings/settings.js';
import type { Answer } from './answer.js';
import type { Answered, ProviderQuota } from './provider-lookups.service.js';

const inMs = (now: number, ms: number) => timestampFromDate(new Date(now + Math.ceil(ms)));

/** Rows come from JSON. */
const findingToWire = ({ verdict, row }: { verdict: string; row: object }) => ({
  verdict,
  row: row as JsonObject,
});

function answerOf(answer: Answer, now: number): MessageInitShape<typeof ProviderAnswerSchema> {
  const { status } = answer;
  switch (answer.status) {
    case 'hit': {
      const { tier, ageMs, finding } = answer;
      return { status, tier, ageMs: BigInt(Math.round(ageMs)), finding: findingToWire(finding) };
    }
    case 'fresh':
      return { status, finding: findingToWire(answer.finding) };
    case 'stale': {
      const { reason, ageMs, finding } = answer;
      return { status, reason, ageMs: BigInt(Math.round(ageMs)), finding: findingToWire(finding) };
    }
    case 'not_found':
      return { status, ageMs: BigInt(Math.round(answer.ageMs)) };
    case 'skipped':
      return { status, reason: answer.reason };
    case 'throttled':
      return { status, retryAt: inMs(now, answer.retryInMs) };
    case 'open':
      return {
        status,
        ...(answer.retryInMs === undefined ? {} : { retryAt: inMs(now, answer.retryInMs) }),
      };
    case 'timeout':
    case 'denied':
      return { status };
    case 'error':
      return { status, reason: answer.cause };
  }
}

export const answeredToWire = (
  { kind, value, answer }: Answered,
  now: number,
): MessageInitShape<typeof ProviderAnswerSchema> => ({ ...answerOf(answer, now), kind, value });

export const quotaToWire = ({
  provider,
  windows,
}: ProviderQuota): MessageInitShape<typeof ProviderQuotaSchema> => ({
  provider,
  windows: windows.map(({ window, limit, used, left, resetAt, emptyAt }) => ({
    window,
    limit: BigInt(limit),
    used: BigInt(used),
    left: BigInt(left),
    resetAt: timestampFromDate(new Date(resetAt)),
    ...(emptyAt === undefined ? {} : { emptyAt: timestampFromDate(new Date(emptyAt)) }),
  })),
});

/** One provider's breakers, out of what all replicas say. @param heardNow the clock of the reports */
export function breakerToWire(
  provider: string,
  order: BreakerOrder | undefined,
  reports: readonly Report[],
  heardNow: number,
  now: number,
): MessageInitShape<typeof ProviderBreakerSchema> {
  const states = reports.flatMap(({ replica, heardAt, standings }) =>
    standings
      .filter((each) => each.provider === provider)
      .map(({ keyVersion, state, cause, retryInMs }) => ({
        replica,
        keyVersion,
        state,
        cause: cause ?? '',
        ...(retryInMs === undefined || state !== 'open'
          ? {}
          : { nextProbeAt: inMs(now, Math.max(0, retryInMs - (heardNow - heardAt))) }),
      })),
  );
  const isOrdered = order !== undefined && order.state !== 'automatic';
  return {
    provider,
    state: isOrdered ? `forced_${order.state}` : standingOfMost(states.map(({ state }) => state)),
    states,
    ...(isOrdered
      ? {
          order: {
            state: order.state,
            reason: order.reason,
            at: timestampFromDate(order.at),
            by: actorToWire(order.by),
          },
        }
      : {}),
  };
}

import { Injectable } from '@nestjs/common';
import type { AskOutside, OutsideAnswer } from '../enriching/outside.js';
import type { OutsideStatus } from '../enriching/status.js';
import { kindOf } from '../providers/asked-kind.js';
import type { Finding } from '../providers/provider.js';
import type { Answer } from './answer.js';
import type { Asking } from './provider-lookup.js';
import { ProvidersInForce } from './providers-in-force.service.js';

/** Asks providers on behalf of events, in the words of their statuses. */
@Injectable()
export class EventLookups {
  constructor(private readonly inForce: Pick<ProvidersInForce, 'lookUp'>) {}

  for(asking: Asking): AskOutside {
    return (asked) =>
      Promise.all(
        asked.map(async ({ provider, value }) => {
          const kind = kindOf(value);
          if (!kind) return { status: 'skipped(malformed)' };
          const answer = await this.inForce.lookUp(provider, { kind, value }, asking);
          return answerToEvent(answer, value, Date.now());
        }),
      );
  }
}

const SKIPPED = {
  private: 'skipped(private)',
  malformed: 'skipped(malformed)',
  unsupported: 'skipped(unsupported)',
  disabled: 'skipped(disabled)',
  no_such_provider: 'skipped(no_such_table)',
} as const;

const seconds = (ms: number): number => Math.round(ms / 1_000);
const instant = (now: number, inMs: number): string =>
  new Date(Math.ceil((now + inMs) / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');

const matched = ({ verdict, row }: Finding, value: string, ageMs?: number) => ({
  p_verdict: verdict,
  ...row,
  p_match: value,
  ...(ageMs === undefined ? {} : { p_age_seconds: seconds(ageMs) }),
});

/** An answer as events tell it. @param now in milliseconds since 1970 */
export function answerToEvent(answer: Answer, value: string, now: number): OutsideAnswer {
  switch (answer.status) {
    case 'hit':
      return { status: 'hit', match: matched(answer.finding, value, answer.ageMs) };
    case 'fresh':
      return { status: 'fresh', match: matched(answer.finding, value) };
    case 'stale': {
      const { ageMs, finding } = answer;
      return { status: `stale(${seconds(ageMs)}s)`, match: matched(finding, value, ageMs) };
    }
    case 'skipped':
      return { status: SKIPPED[answer.reason] };
    case 'throttled':
      return { status: `throttled(${instant(now, answer.retryInMs)})` };
    case 'open':
      return { status: opened(answer.retryInMs, now) };
    case 'not_found':
    case 'timeout':
    case 'denied':
    case 'error':
      return { status: answer.status };
  }
}

const opened = (retryInMs: number | undefined, now: number): OutsideStatus =>
  retryInMs === undefined ? 'open' : `open(${instant(now, retryInMs)})`;

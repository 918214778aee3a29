import { describe, expect, it } from '@jest/globals';
import { moreTelling, type Status } from '../enriching/status.js';
import { kindOf } from '../providers/asked-kind.js';
import type { Finding } from '../providers/provider.js';
import type { Answer } from './answer.js';
import { answerToEvent } from './event-lookups.service.js';

const NOW = Date.parse('2026-01-02T03:04:05.000Z');
const finding: Finding = { verdict: 'malicious', row: { score: 7 } };
const row = { p_verdict: 'malicious', score: 7, p_match: 'v' };

describe('an answer as events tell it', () => {
  it.each<[Answer, string, object | undefined]>([
    [
      { status: 'hit', tier: 'process', ageMs: 61_400, finding },
      'hit',
      { ...row, p_age_seconds: 61 },
    ],
    [{ status: 'fresh', finding }, 'fresh', row],
    [
      { status: 'stale', ageMs: 3_600_000, reason: 'open', finding },
      'stale(3600s)',
      { ...row, p_age_seconds: 3_600 },
    ],
    [{ status: 'not_found', ageMs: 5 }, 'not_found', undefined],
    [{ status: 'skipped', reason: 'private' }, 'skipped(private)', undefined],
    [{ status: 'skipped', reason: 'no_such_provider' }, 'skipped(no_such_table)', undefined],
    [{ status: 'throttled', retryInMs: 29_500 }, 'throttled(2026-01-02T03:04:35Z)', undefined],
    [{ status: 'open', retryInMs: 1 }, 'open(2026-01-02T03:04:06Z)', undefined],
    [{ status: 'open', retryInMs: undefined }, 'open', undefined],
    [{ status: 'timeout', limitMs: 5 }, 'timeout', undefined],
    [{ status: 'denied' }, 'denied', undefined],
    [{ status: 'error', cause: 'malformed' }, 'error', undefined],
  ])('%j is %s', (answer, status, match) => {
    expect(answerToEvent(answer, 'v', NOW)).toEqual({ status, ...(match ? { match } : {}) });
  });
});

it('what is to be asked again outranks what was found, and that outranks what was not', () => {
  const order: Status[] = [
    'skipped(missing)',
    'skipped(private)',
    'not_found',
    'hit',
    'fresh',
    'stale(5s)',
    'timeout',
    'open(2026-01-02T03:04:06Z)',
    'throttled(2026-01-02T03:04:06Z)',
  ];
  order.forEach((each, i) => {
    for (const less of order.slice(0, i)) expect(moreTelling(less, each)).toBe(each);
  });
});

it.each([
  ['8.8.8.8', 'ip'],
  [' 2001:4860::8888 ', 'ip'],
  ['d41d8cd98f00b204e9800998ecf8427e', 'hash'],
  ['https://example.com/x', 'url'],
  ['Example.com.', 'domain'],
  ['sub.example.co.uk', 'domain'],
  ['ann', undefined],
  ['8.8.8.8:53', undefined],
  ['not a value', undefined],
  ['', undefined],
])('%j looks like %s', (text, kind) => expect(kindOf(text)).toBe(kind));

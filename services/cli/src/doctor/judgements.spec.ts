import { describe, expect, it } from '@jest/globals';
import type { components } from '@margay/client';
import fc from 'fast-check';
import * as judge from './judgements.js';

type Schemas = components['schemas'];

const NOW = Date.parse('2026-11-23T12:00:00Z');
const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();
const token = (more: Partial<Schemas['APIToken']> = {}): Schemas['APIToken'] => ({
  id: 't-1',
  name: 'ci',
  permissions: ['AlertRead'],
  allowedCIDRBlocks: ['192.0.2.0/24'],
  createdAt: inDays(-1),
  createdBy: { id: 'u', type: 'user' },
  expiresAt: null,
  ...more,
});

describe('the doctor', () => {
  it.each([
    ['https://margay.example.com', 'ok'],
    ['http://127.0.0.1:8080', 'ok'],
    ['http://[::1]:8080', 'ok'],
    ['http://margay.example.com', 'failure'],
  ])('finds %s %s', (url, is) => expect(judge.transport(url).is).toBe(is));

  it.each([
    [0, 'ok'],
    [4, 'ok'],
    [30, 'warning'],
    [-90, 'failure'],
  ])('finds clocks %i s apart %s', (seconds, is) => {
    expect(judge.clocks(new Date(NOW + seconds * 1_000).toUTCString(), NOW).is).toBe(is);
  });

  it('wonders about a gateway that tells no time', () => {
    expect(judge.clocks(null, NOW).is).toBe('warning');
  });

  it('warns of tokens that end soon, may everything, or work from everywhere', () => {
    expect(judge.ownToken(token(), NOW).is).toBe('ok');
    expect(judge.ownToken(token({ expiresAt: inDays(3) }), NOW).is).toBe('warning');
    expect(judge.ownToken(token({ expiresAt: inDays(30) }), NOW).is).toBe('ok');
    expect(judge.ownPermissions(token({ permissions: ['all'] })).is).toBe('warning');
    expect(judge.ownAddresses(token({ allowedCIDRBlocks: [] })).is).toBe('warning');
    expect(judge.ownAddresses(token()).is).toBe('ok');
  });

  it('names tokens that nobody uses, and bounds the names', () => {
    const idle = Array.from({ length: 9 }, (_, i) =>
      token({ name: `n${i}`, createdAt: inDays(-200) }),
    );
    const finding = judge.unusedTokens(
      [...idle, token({ createdAt: inDays(-200), lastUsedAt: inDays(-1) })],
      NOW,
    );
    expect(finding).toMatchObject({ is: 'warning', detail: 'n0, n1, n2, n3, n4 and 4 more' });
  });

  it('misses checkpoints that are late, and the first one', () => {
    const newest = {
      ordinal: 7,
      size: 10,
      time: new Date(NOW - 60_000).toISOString(),
    } as Schemas['AuditCheckpoint'];
    expect(judge.checkpoint(newest, NOW).is).toBe('ok');
    expect(judge.checkpoint(newest, NOW + 600_000).is).toBe('failure');
    expect(judge.checkpoint(undefined, NOW).is).toBe('failure');
  });

  it('warns when less than a tenth of a quota is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (limit, left) => {
        const window = { window: 'rolling 60', limit, used: 0, left, resetAt: '' };
        const { is } = judge.quotas({ results: [{ provider: 'vt', windows: [window] }] });
        expect(is).toBe(left < limit / 10 ? 'warning' : 'ok');
      }),
    );
  });

  it('tells events that wait too long from those that are parked', () => {
    const state = (more: object, parked = 0) =>
      ({
        logs: { events: 3, bytes: 1, bytesMax: 9, inWork: 0, ...more },
        enriched: {},
        parked,
        parkedMax: 9,
      }) as Schemas['EnrichmentPipeline'];
    expect(judge.pipeline(state({}), NOW).is).toBe('ok');
    expect(judge.pipeline(state({}, 2), NOW).is).toBe('warning');
    expect(judge.pipeline(state({ oldestAt: new Date(NOW - 300_000).toISOString() }), NOW).is).toBe(
      'failure',
    );
  });

  it('says what to do about everything that is not in order', () => {
    const findings = [
      judge.versions('1', '2'),
      judge.transport('http://x.example'),
      judge.retention({ days: 30 } as Schemas['AuditRetention']),
      judge.roles([{ arn: 'arn', status: 'degraded' } as Schemas['IAMRole']]),
    ];
    for (const finding of findings)
      expect(finding).toMatchObject({ fix: expect.stringMatching(/.{10}/) });
  });
});

import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { AccountFacts, accountId, circumstancesOf, placeOf } from './account.js';
import { accountDecider, type AccountCommand, type AccountEvent } from './account.decider.js';

const facts = { deployedBy: 'deployment_role', snowflake: 'vendor', customDomain: '' } as const;
const other = { ...facts, customDomain: 'siem.example.com' };
const ann = { type: 'api-token', id: 'ann' } as const;
const bob = { type: 'api-token', id: 'bob' } as const;
const cat = { type: 'user', id: 'ann' } as const;
const at = '2026-11-22T00:00:00.000Z';
const later = '2026-12-22T00:00:00.000Z';
const any = { expectedRevisions: [] };

const externalId = 'margay-1';
const asking = { type: 'RequestAccount', facts, comment: 'pilot', by: ann } as const;
const request: AccountCommand = { ...asking, externalId };
const approve: AccountCommand = { type: 'ApproveAccount', comment: 'fine', by: bob, at, ...any };
const describeIt: AccountCommand = {
  type: 'DescribeAccount',
  facts: other,
  by: bob,
  externalId: 'margay-2',
  ...any,
};
const decline: AccountCommand = { type: 'DeclineAccount', reason: 'not ours', ...any };
const withdraw: AccountCommand = { type: 'WithdrawAccount', reason: 'over', ...any };
const expire: AccountCommand = { type: 'ExpireAccount', at: later };

const again: AccountEvent = { type: 'AccountRequested', facts, comment: 'pilot', by: ann };
const requested: AccountEvent = { ...again, externalId };
const described: AccountEvent = { type: 'AccountDescribed', facts: other, by: bob };
const approved: AccountEvent = { type: 'AccountApproved', comment: 'fine' };
const lasting: AccountEvent = { ...approved, expiresAt: later };
const declined: AccountEvent = { type: 'AccountDeclined', reason: 'not ours' };
const expired: AccountEvent = { type: 'AccountExpired' };
const withdrawn: AccountEvent = { type: 'AccountWithdrawn', reason: 'over' };

const given = deciderSpec(accountDecider);

describe('an account', () => {
  it('is asked for', () => given([]).when(request).then([requested]));
  it.each([[[requested]], [[requested, approved]]])('is asked for once', (events) =>
    given(events).when(request).thenRefused('conflict'),
  );
  it.each([
    [[requested, declined]],
    [[requested, approved, withdrawn]],
    [[requested, lasting, expired]],
  ])('may be asked for anew when nothing came of it, or no longer does', (events) =>
    given(events).when(request).then([again]),
  );
  it('has one external id, whatever becomes of a request', () => {
    given([again])
      .when(describeIt)
      .then([{ ...described, externalId: 'margay-2' }]);
    given([requested]).when(describeIt).then([described]);
  });

  it('is approved by somebody else', () => given([requested]).when(approve).then([approved]));
  it('is not approved by whoever asks', () =>
    given([requested])
      .when({ ...approve, by: ann })
      .thenRefused('forbidden'));
  it('is not approved by whoever had a hand in what is asked for', () =>
    given([requested, described]).when(approve).thenRefused('forbidden'));
  it('does not take a user for a token of the same id', () =>
    given([requested])
      .when({ ...approve, by: cat })
      .then([approved]));
  it('is not approved by an asker whose name was changed', () =>
    given([requested])
      .when({ ...approve, by: { ...ann, name: 'Somebody Else' } })
      .thenRefused('forbidden'));
  it('may be approved for a time', () =>
    given([requested])
      .when({ ...approve, expiresAt: later })
      .then([lasting]));
  it('is not approved for a time that is over', () =>
    given([requested])
      .when({ ...approve, expiresAt: at })
      .thenRefused('bad_request'));
  it.each([[[requested, approved]], [[requested, declined]], [[requested, withdrawn]]])(
    'is approved while it is asked for only',
    (events) => given(events).when(approve).thenRefused('conflict'),
  );

  it('may be declined, once', () => {
    given([requested]).when(decline).then([declined]);
    given([requested, declined]).when(decline).then([]);
    given([requested, approved]).when(decline).thenRefused('conflict');
  });
  it.each([[[requested]], [[requested, approved]]])('may be withdrawn', (events) =>
    given(events).when(withdraw).then([withdrawn]),
  );
  it('is withdrawn once', () => given([requested, withdrawn]).when(withdraw).then([]));
  it('is not withdrawn once declined', () =>
    given([requested, declined]).when(withdraw).thenRefused('conflict'));

  it('expires at its time and not before', () => {
    given([requested, lasting]).when(expire).then([expired]);
    given([requested, lasting])
      .when({ ...expire, at: '2026-12-21T23:59:59.999Z' })
      .then([]);
    given([requested, approved]).when(expire).then([]);
    given([requested, lasting, withdrawn]).when(expire).then([]);
  });

  it('may be described anew while it is asked for or approved', () => {
    given([requested]).when(describeIt).then([described]);
    given([requested, approved]).when(describeIt).then([described]);
    given([requested, described]).when(describeIt).then([]);
    given([requested, declined]).when(describeIt).thenRefused('conflict');
  });
  it('stays approved, for as long, when it is described anew', () =>
    given([requested, lasting, described]).when(expire).then([expired]));

  it.each([approve, describeIt, decline, withdraw])('is known before $type', (command) =>
    given([]).when(command).thenRefused('not_found'),
  );
  it.each([describeIt, approve, decline, withdraw])(
    'is the revision that the caller takes it to be before $type',
    (command) => {
      given([requested])
        .when({ ...command, expectedRevisions: [2, 3] } as AccountCommand)
        .thenRefused('precondition_failed');
      given([requested, expired, requested])
        .when({ ...command, expectedRevisions: [1] } as AccountCommand)
        .thenRefused('precondition_failed');
    },
  );
  it('is approved at the revision that was looked at', () =>
    given([requested])
      .when({ ...approve, expectedRevisions: [1] })
      .then([approved]));
});

describe('what an account is like', () => {
  it('is told by account and region', () => {
    expect(accountId('444455556666', 'us-east-1')).toBe('444455556666-us-east-1');
    expect(placeOf('444455556666-us-east-1')).toEqual({
      account: '444455556666',
      region: 'us-east-1',
    });
  });
  it.each([
    ['SIEM.example.com ', 'siem.example.com'],
    ['', ''],
  ])('has the domain %j as %j', (customDomain, kept) =>
    expect(AccountFacts.parse({ ...facts, customDomain }).customDomain).toBe(kept),
  );
  it.each(['localhost', '10.0.0.1', 'https://a.example', 'a..b', '-a.example', 'a.example.'])(
    'has no domain %j',
    (customDomain) =>
      expect(AccountFacts.safeParse({ ...facts, customDomain }).success).toBe(false),
  );
  it('decides which notes concern it', () => {
    expect([...circumstancesOf(facts)]).toEqual(['deployment_role']);
    expect([
      ...circumstancesOf({ ...other, deployedBy: 'administrator', snowflake: 'customer' }),
    ]).toEqual(['administrator', 'customer_snowflake', 'custom_domain']);
  });
});

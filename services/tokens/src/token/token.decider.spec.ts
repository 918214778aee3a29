import { describe, expect, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { EVERYTHING, type Holding, holdingOf } from './authority.js';
import { tagsOf, tokenDecider } from './token.decider.js';
import type { Terms } from './token-command.js';
import type { TokenEvent } from './token-event.js';

const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: ['10.0.0.0/8'] };
const digest = { pepper: 1, hmac: 'a1' };
const nextDigest = { pepper: 1, hmac: 'b2' };

const at = '2026-11-22T12:00:00.000Z';
const tomorrow = '2026-11-23T12:00:00.000Z';
const terms: Terms = { maker: EVERYTHING, at, lifetimes: {} };
const maker = (more: Partial<Holding['grant']>, expiresAt: string | null = null): Terms => ({
  ...terms,
  maker: { grant: { ...grant, ...more }, expiresAt },
});

const create = { type: 'CreateToken', grant, digest, terms } as const;
const rename = { type: 'UpdateToken', change: { ...grant, name: 'cd' }, terms } as const;
const rotate = { type: 'RotateToken', digest: nextDigest, graceSeconds: 0, terms } as const;
const remove = { type: 'DeleteToken' } as const;

const expiresAt = null;
const created = { type: 'TokenCreated', grant, digest, expiresAt } as const;
const renamed = { type: 'TokenUpdated', grant: { ...grant, name: 'cd' }, expiresAt } as const;
const rotated = {
  type: 'TokenRotated',
  name: 'ci',
  digest: nextDigest,
  generation: 2,
} as const;
const deleted: TokenEvent = { type: 'TokenDeleted', name: 'ci' };

describe('a token', () => {
  const given = deciderSpec(tokenDecider);

  it('starts with what it was granted', () => given([]).when(create).then([created]));
  it('is created once', () => given([created]).when(create).thenRefused('conflict'));
  it('does not come back once deleted', () =>
    given([created, deleted]).when(create).thenRefused('conflict'));
  it('is not granted what there is not', () =>
    given([])
      .when({ ...create, grant: { ...grant, permissions: ['Nonsense'] } })
      .thenRefused('bad_request'));

  it('counts what was changed about it, and not what was noticed', () => {
    const used: TokenEvent = { type: 'RetiredValueUsed', name: 'ci', generation: 1, at };
    const history: TokenEvent[] = [
      created,
      renamed,
      used,
      rotated,
      { type: 'RotationEnded', name: 'ci', generation: 1 },
      { type: 'RotationUndone', name: 'ci', generation: 1, retired: 2 },
      { type: 'TokenDisabled', name: 'ci', reason: 'x' },
      { type: 'TokenEnabled', name: 'ci' },
    ];
    expect(history.reduce(tokenDecider.evolve, tokenDecider.initial)).toMatchObject({
      revision: 7,
    });
  });
  it.each([rename, rotate, remove, { type: 'EnableToken', at } as const])(
    'is not touched by a %j that expects another revision',
    (command) => {
      given([created, renamed])
        .when({ ...command, ifMatch: [1, 3] })
        .thenRefused('precondition_failed');
      given([created])
        .when({ ...command, ifMatch: [] })
        .thenRefused('precondition_failed');
    },
  );
  it('is changed by who expects it as it is', () =>
    given([created])
      .when({ ...rename, ifMatch: [7, 1] })
      .then([renamed]));
  it('is not rotated by who may only hear the answer again', () =>
    given([created])
      .when({ ...rotate, repeatOnly: true })
      .thenRefused('forbidden'));

  it('is changed', () => given([created]).when(rename).then([renamed]));
  it('that is so already stays as it is', () =>
    given([created, renamed]).when(rename).thenNothing());
  it('cannot be changed before it exists', () => given([]).when(rename).thenRefused('not_found'));
  it('cannot be changed once deleted', () =>
    given([created, deleted]).when(rename).thenRefused('not_found'));
  it('keeps its addresses when a change does not mention them', () =>
    given([created])
      .when({ ...rename, change: { name: 'cd', permissions: ['AlertRead'] } })
      .then([renamed]));
  it('is opened to everywhere when a change says so', () =>
    given([created])
      .when({ ...rename, change: { ...grant, allowedCidrBlocks: [] } })
      .then([{ ...renamed, grant: { ...grant, allowedCidrBlocks: [] } }]));
  it('keeps a permission that nobody knows any more, and gains none', () => {
    const old = { ...grant, permissions: ['Forgotten'] };
    const history: TokenEvent[] = [{ ...created, grant: old }];
    given(history)
      .when({ ...rename, change: { ...old, name: 'cd' } })
      .then([{ ...renamed, grant: { ...old, name: 'cd' } }]);
    given(history)
      .when({ ...rename, change: { ...old, permissions: ['Forgotten', 'Unheard'] } })
      .thenRefused('bad_request');
  });

  it('is rotated', () => given([created]).when(rotate).then([rotated]));
  it('counts its values', () =>
    given([created, rotated])
      .when({ ...rotate, digest })
      .then([{ ...rotated, digest, generation: 3 }]));
  it('cannot be rotated before it exists', () => given([]).when(rotate).thenRefused('not_found'));
  it('cannot be rotated once deleted', () =>
    given([created, deleted]).when(rotate).thenRefused('not_found'));

  it('is deleted', () => given([created]).when(remove).then([deleted]));
  it('is deleted under its newest name', () =>
    given([created, renamed])
      .when(remove)
      .then([{ type: 'TokenDeleted', name: 'cd' }]));
  it('cannot be deleted before it exists', () => given([]).when(remove).thenRefused('not_found'));

  // The bus may deliver a command twice; the second must change nothing and still succeed.
  it('stays deleted', () => given([created, deleted]).when(remove).thenNothing());
  it('keeps a value that it has', () => given([created, rotated]).when(rotate).thenNothing());

  describe('for now', () => {
    const disable = { type: 'DisableToken', reason: ' It leaked. ' } as const;
    const enable = { type: 'EnableToken', at } as const;
    const disabled = { type: 'TokenDisabled', name: 'ci', reason: 'It leaked.' } as const;
    const enabled = { type: 'TokenEnabled', name: 'ci' } as const;

    it('is disabled for a reason', () => given([created]).when(disable).then([disabled]));
    it('is not disabled without one', () => {
      for (const reason of ['', ' ', 'x'.repeat(501)])
        given([created])
          .when({ ...disable, reason })
          .thenRefused('bad_request');
    });
    it('stays disabled, for the first reason', () =>
      given([created, disabled])
        .when({ ...disable, reason: 'Another.' })
        .thenNothing());
    it('is enabled', () => given([created, disabled]).when(enable).then([enabled]));
    it('that works is not enabled again', () => {
      given([created]).when(enable).thenNothing();
      given([created, disabled, enabled]).when(enable).thenNothing();
    });
    it('cannot be disabled or enabled when it is not there', () => {
      for (const history of [[], [created, deleted]])
        for (const command of [disable, enable])
          given(history).when(command).thenRefused('not_found');
    });
    it('does not disable itself by accident', () =>
      given([created])
        .when({ ...disable, guard: { isSelf: true, address: '10.0.0.1', othersManage: true } })
        .thenRefused('conflict'));
    it('hands on nothing while it is disabled', () => {
      const state = (history: readonly TokenEvent[]) =>
        history.reduce(tokenDecider.evolve, tokenDecider.initial);
      expect(holdingOf(state([created, disabled]), at)).toBeUndefined();
      expect(holdingOf(state([created, disabled, enabled]), at)).toMatchObject({ grant });
    });
  });

  describe('under guard', () => {
    const manager = { ...grant, permissions: ['OrganizationAPITokenModify'] };
    const history = [{ ...created, grant: manager }];
    const guard = { isSelf: true, address: '10.0.0.1', othersManage: false };

    it('is not deleted by itself', () =>
      given([created])
        .when({ ...remove, guard })
        .thenRefused('conflict'));
    it('is not changed so that it locks somebody out', () =>
      given(history)
        .when({ ...rename, guard })
        .thenRefused('conflict'));
    it('is changed otherwise', () =>
      given(history)
        .when({ ...rename, change: { ...manager, name: 'cd' }, guard })
        .then([{ ...renamed, grant: { ...manager, name: 'cd' } }]));
    it('is deleted and changed by who means it', () => {
      given(history).when(remove).then([deleted]);
      given(history).when(rename).then([renamed]);
    });
    it('and deleted stays so', () =>
      given([created, deleted])
        .when({ ...remove, guard })
        .thenNothing());
    it('leaves a mark where the right to manage may have gone', () => {
      expect(
        [deleted, renamed, { type: 'TokenDisabled', name: 'ci', reason: 'x' } as const].map(tagsOf),
      ).toEqual(Array(3).fill(['manager-lost']));
      expect([created, rotated, { ...renamed, grant: manager }].flatMap(tagsOf)).toEqual([]);
    });
  });

  describe('that outlives', () => {
    const mortal = { ...created, expiresAt: tomorrow };
    const yesterday = '2026-11-21T12:00:00.000Z';
    const strict: Terms = { ...terms, lifetimes: { daysMax: 1 } };

    it('nobody ends when asked', () =>
      given([])
        .when({ ...create, expiresAt: tomorrow })
        .then([mortal]));
    it('is not made for a time that is over', () =>
      given([])
        .when({ ...create, expiresAt: yesterday })
        .thenRefused('bad_request'));
    it('what is allowed is refused, at creation and later', () => {
      given([])
        .when({ ...create, expiresAt: null, terms: strict })
        .thenRefused('bad_request');
      given([mortal])
        .when({ ...rename, expiresAt: null, terms: strict })
        .thenRefused('bad_request');
    });
    it('nothing gets the longest life when nobody says', () =>
      given([])
        .when({ ...create, terms: strict })
        .then([mortal]));
    it('a stricter rule may still be renamed, by who mentions its end and by who does not', () => {
      given([created])
        .when({ ...rename, terms: strict })
        .then([renamed]);
      given([created])
        .when({ ...rename, expiresAt: null, terms: strict })
        .then([renamed]);
    });
    it('its end keeps it when it is not mentioned', () =>
      given([mortal])
        .when(rename)
        .then([{ ...renamed, expiresAt: tomorrow }]));
    it('its end loses it when asked', () =>
      given([mortal])
        .when({ ...rename, change: grant, expiresAt: null })
        .then([{ ...renamed, grant }]));
  });

  describe('whose maker has less', () => {
    const less = [
      ['permissions', maker({ permissions: ['RuleRead'] })],
      ['addresses', maker({ allowedCidrBlocks: ['10.0.0.0/9'] })],
      ['time', maker({}, tomorrow)],
    ] as const;

    it.each(less)('in %s is not created', (_what, terms) =>
      given([])
        .when({ ...create, expiresAt: null, terms })
        .thenRefused('forbidden'),
    );
    it.each(less)('in %s is not changed', (_what, terms) =>
      given([created])
        .when({ ...rename, terms })
        .thenRefused('forbidden'),
    );
    it.each(less)('in %s is not rotated, for that hands out its value', (_what, terms) =>
      given([created])
        .when({ ...rotate, terms })
        .thenRefused('forbidden'),
    );
    it.each(less)('in %s may yet be deleted', () => given([created]).when(remove).then([deleted]));

    it('ends with its maker when nobody says', () =>
      given([])
        .when({ ...create, terms: maker({}, tomorrow) })
        .then([{ ...created, expiresAt: tomorrow }]));
    it('may be cut down to what its maker has', () =>
      given([created])
        .when({
          ...rename,
          change: { ...grant, name: 'cd', allowedCidrBlocks: ['10.1.0.0/16'] },
          terms: maker({ allowedCidrBlocks: ['10.0.0.0/9'] }),
        })
        .then([{ ...renamed, grant: { ...renamed.grant, allowedCidrBlocks: ['10.1.0.0/16'] } }]));
  });

  describe('that goes beyond an administrator', () => {
    const bound = maker({ permissions: ['all'], allowedCidrBlocks: ['192.0.2.0/24'] });
    const overrideReason = 'the office moves';
    const reasoned = { ...bound, overrideReason };

    it('is refused without a reason', () => {
      for (const command of [create, rename, rotate])
        given(command.type === 'CreateToken' ? [] : [created])
          .when({ ...command, terms: bound })
          .thenRefused('forbidden');
    });
    it('is allowed for a reason, which is kept', () => {
      given([])
        .when({ ...create, terms: reasoned })
        .then([{ ...created, overrideReason }]);
      given([created])
        .when({ ...rename, terms: reasoned })
        .then([{ ...renamed, overrideReason }]);
      given([created])
        .when({ ...rotate, terms: reasoned })
        .then([{ ...rotated, overrideReason }]);
    });
    it('is refused to everybody else, whatever the reason', () =>
      given([])
        .when({ ...create, terms: { ...maker({ permissions: ['RuleRead'] }), overrideReason } })
        .thenRefused('forbidden'));
    it('does not: then the reason was not needed and is not kept', () =>
      given([])
        .when({ ...create, terms: { ...terms, overrideReason } })
        .then([created]));
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  isWithin,
  parseAddress,
  parseNetwork,
  permits,
  PERMISSIONS,
  ServiceError,
} from '@margay/contracts';
import fc from 'fast-check';
import { EVERYTHING, excessOf, type Holding, holdingOf } from './authority.js';
import type { Token } from './token.js';
import { tokenDecider } from './token.decider.js';
import type { Terms, TokenCommand } from './token-command.js';

const IDS = ['AlertRead', 'AlertModify', 'RuleRead', 'all'];
/** One that no token names, so that only holders of all permissions have it. */
const RIGHTS = [...IDS.slice(0, 3), 'UserRead'];
const BLOCKS = ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '0.0.0.0/0', '::/0', '2001:db8::/32'];
const PLACES = ['10.1.1.1', '10.200.1.1', '203.0.113.1', '2001:db8::1', '2001:db9::1'];
const TIMES = [1, 2, 3, 4].map((day) => `2027-01-0${day}T00:00:00.000Z`);
const at = '2026-12-31T00:00:00.000Z';

const holding = fc.record({
  grant: fc.record({
    name: fc.constant('ci'),
    permissions: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 }),
    allowedCidrBlocks: fc.uniqueArray(fc.constantFrom(...BLOCKS)),
  }),
  expiresAt: fc.option(fc.constantFrom(...TIMES)),
});

/** Everything a holder can do, one by one: right, place, time. Knows nothing of how grants are compared. */
const abilitiesOf = ({ grant, expiresAt }: Holding): string[] =>
  RIGHTS.filter((right) => permits(grant.permissions, right)).flatMap((right) =>
    PLACES.filter((place) => {
      const address = parseAddress(place);
      return (
        grant.allowedCidrBlocks.length === 0 ||
        (address !== undefined && isWithin(address, grant.allowedCidrBlocks.map(parseNetwork)))
      );
    }).flatMap((place) =>
      [at, ...TIMES]
        .filter((time) => expiresAt === null || time < expiresAt)
        .map((time) => `${right} from ${place} on ${time}`),
    ),
  );

const beyond = (holder: Holding, wanted: Holding) => {
  const held = new Set(abilitiesOf(holder));
  return abilitiesOf(wanted).filter((ability) => !held.has(ability));
};

describe('what somebody hands on', () => {
  it('is never more than what they have', () => {
    fc.assert(
      fc.property(holding, holding, (maker, wanted) => {
        if (excessOf(maker, wanted).length === 0) expect(beyond(maker, wanted)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('may be everything they have', () => {
    fc.assert(
      fc.property(holding, (maker) => {
        expect(excessOf(maker, maker)).toEqual([]);
      }),
    );
  });

  it('may be anything for who has everything', () => {
    fc.assert(
      fc.property(holding, (wanted) => {
        expect(excessOf(EVERYTHING, wanted)).toEqual([]);
      }),
    );
  });

  const bound: Holding = {
    grant: { name: '', permissions: ['AlertRead'], allowedCidrBlocks: ['10.0.0.0/9'] },
    expiresAt: TIMES[1] ?? null,
  };

  it('is refused with the place of everything that goes beyond, as it was asked for', () => {
    const input = {
      permissions: ['AlertRead', 'AlertRead', 'RuleRead'],
      allowedCidrBlocks: ['10.1.0.0/16', '::ffff:192.0.2.0/120'],
    };
    const wanted = {
      grant: {
        name: '',
        permissions: ['AlertRead', 'RuleRead'],
        allowedCidrBlocks: ['10.1.0.0/16', '192.0.2.0/24'],
      },
      expiresAt: null,
    };
    expect(excessOf(bound, wanted, input).map(({ path }) => path)).toEqual([
      'permissions[2]',
      'allowedCIDRBlocks[1]',
      'expiresAt',
    ]);
  });

  it('counts an empty list as everywhere', () => {
    const everywhere = { ...bound, grant: { ...bound.grant, allowedCidrBlocks: [] } };
    expect(excessOf(bound, everywhere).map(({ path }) => path)).toEqual(['allowedCIDRBlocks']);
    const pieces = ['0.0.0.0/1', '128.0.0.0/1', '::/0'];
    const pieced = { ...bound, grant: { ...bound.grant, allowedCidrBlocks: pieces } };
    expect(excessOf(pieced, everywhere)).toEqual([]);
  });

  it('is not all permissions for who has each of them: later ones would be among them', () => {
    const each = PERMISSIONS.map(({ id }) => id);
    const maker = { ...bound, grant: { ...bound.grant, permissions: each } };
    const wanted = { ...bound, grant: { ...bound.grant, permissions: ['all'] } };
    expect(excessOf(maker, wanted).map(({ path }) => path)).toEqual(['permissions[0]']);
  });
});

describe('tokens that make, change and rotate each other', () => {
  const index = fc.nat(7);
  const action = fc.record({
    kind: fc.constantFrom('create', 'update', 'rotate', 'delete'),
    by: index,
    on: index,
    wanted: holding,
  });

  const commandOf = (
    { kind, wanted }: { kind: string; wanted: Holding },
    terms: Terms,
    nonce: number,
  ): TokenCommand => {
    const digest = { pepper: 1, hmac: `h${nonce}` };
    const { grant, expiresAt } = wanted;
    switch (kind) {
      case 'create':
        return { type: 'CreateToken', grant, digest, expiresAt, terms };
      case 'update':
        return { type: 'UpdateToken', change: grant, expiresAt, terms };
      case 'rotate':
        return { type: 'RotateToken', digest, graceSeconds: 0, terms };
      default:
        return { type: 'DeleteToken' };
    }
  };

  it('never gain, by any of it, what none of their makers had', () => {
    fc.assert(
      fc.property(
        fc.array(holding, { minLength: 1, maxLength: 4 }),
        fc.array(action, { maxLength: 12 }),
        (seeds, actions) => {
          const tokens: Token[] = seeds.map((seed, n) => ({
            is: 'live',
            ...seed,
            digest: { pepper: 1, hmac: `s${n}` },
            generation: 1,
            revision: 1,
            generations: 1,
          }));
          const everHeld = new Set(seeds.flatMap(abilitiesOf));
          actions.forEach((one, n) => {
            const maker = holdingOf(tokens[one.by] ?? { is: 'none' }, at);
            if (!maker) return;
            const slot = one.kind === 'create' ? tokens.length : one.on;
            const before = tokens[slot] ?? tokenDecider.initial;
            try {
              const command = commandOf(one, { maker, at, lifetimes: {} }, n);
              const events = tokenDecider.decide(command, before);
              const after = events.reduce(tokenDecider.evolve, before);
              if (events.length > 0 && after.is === 'live')
                expect(beyond(maker, after)).toEqual([]);
              tokens[slot] = after;
            } catch (error) {
              expect(error).toBeInstanceOf(ServiceError);
            }
          });
          const held = tokens.flatMap((token) => (token.is === 'live' ? abilitiesOf(token) : []));
          expect(held.filter((ability) => !everHeld.has(ability))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

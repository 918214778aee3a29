import { describe, expect, it } from '@jest/globals';
import type { ServiceError } from '@margay/contracts';
import fc from 'fast-check';
import { type Grant, grantOf } from './grant.js';

const grant = (more: Partial<Grant> = {}): Grant => ({
  name: 'ci',
  permissions: ['AlertRead'],
  allowedCidrBlocks: [],
  ...more,
});

const problemsOf = (input: Grant) => {
  try {
    grantOf(input);
    return [];
  } catch (error) {
    return (error as ServiceError).fields.map(({ path }) => path);
  }
};

describe('a grant', () => {
  it('is kept in one form', () => {
    expect(
      grantOf({
        name: '  ci ',
        permissions: ['AlertRead', 'RuleRead', 'AlertRead'],
        allowedCidrBlocks: ['10.0.0.0/8', '2001:DB8:0::/32', '2001:db8::/32', '0.0.0.0/0', '::/0'],
      }),
    ).toEqual({
      name: 'ci',
      permissions: ['AlertRead', 'RuleRead'],
      allowedCidrBlocks: ['10.0.0.0/8', '2001:db8::/32', '0.0.0.0/0', '::/0'],
    });
  });

  it.each(['', '   ', 'x'.repeat(129), 'a\nb', 'a\u0000b'])('cannot be called "%s"', (name) => {
    expect(problemsOf(grant({ name }))).toEqual(['name']);
  });

  it('names each permission that does not exist', () => {
    expect(problemsOf(grant({ permissions: ['AlertRead', 'AlertWrite', 'alertread'] }))).toEqual([
      'permissions[1]',
      'permissions[2]',
    ]);
  });

  it('needs a permission, and not more than there could be', () => {
    expect(problemsOf(grant({ permissions: [] }))).toEqual(['permissions']);
    expect(problemsOf(grant({ permissions: Array(101).fill('AlertRead') }))).toEqual([
      'permissions',
    ]);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.1/8',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '10.0.0/8',
    '1/8',
    '2001:db8::1/32',
    '2001:db8::/129',
    'fe80::1%eth0/128',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8 ',
    'localhost/8',
    '',
  ])('refuses the block "%s" and says where it stands', (block) => {
    expect(problemsOf(grant({ allowedCidrBlocks: ['192.0.2.0/24', block] }))).toEqual([
      'allowedCIDRBlocks[1]',
    ]);
  });

  it('refuses more than 200 blocks', () => {
    const blocks = Array.from({ length: 201 }, (_, index) => `10.0.${index}.0/24`);
    expect(problemsOf(grant({ allowedCidrBlocks: blocks }))).toEqual(['allowedCIDRBlocks']);
    expect(problemsOf(grant({ allowedCidrBlocks: blocks.slice(1) }))).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    expect(problemsOf({ name: '', permissions: ['x'], allowedCidrBlocks: ['y'] })).toEqual([
      'name',
      'permissions[0]',
      'allowedCIDRBlocks[0]',
    ]);
  });

  it('in its one form stays as it is', () => {
    const block = fc.oneof(
      fc.tuple(fc.ipV4(), fc.constant(32)).map(([address, bits]) => `${address}/${bits}`),
      // Without the forms of IPv4 in IPv6 that are refused.
      fc
        .tuple(
          fc.ipV6().filter((text) => !/^::\d+\.|^64:ff9b:/i.test(text)),
          fc.constant(128),
        )
        .map(([address, bits]) => `${address}/${bits}`),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (allowedCidrBlocks) => {
        const once = grantOf(grant({ allowedCidrBlocks }));
        expect(grantOf(once)).toEqual(once);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Guard, lockouts } from './lockout.js';

const grant = (permissions: string[], ...allowedCidrBlocks: string[]) => ({
  name: 'ci',
  permissions,
  allowedCidrBlocks,
});
const manager = grant(['OrganizationAPITokenModify', 'AlertRead']);
const reader = grant(['AlertRead']);
const self: Guard = { isSelf: true, address: '192.0.2.7', othersManage: true };
const last: Guard = { isSelf: false, address: '192.0.2.7', othersManage: false };
const pathsOf = (...question: Parameters<typeof lockouts>) =>
  lockouts(...question).map(({ path }) => path);

describe('a caller is kept from', () => {
  it('deleting itself', () => expect(pathsOf(self, reader, undefined)).toEqual(['id']));
  it('shutting itself out by address', () => {
    const bound = grant(['AlertRead'], '10.0.0.0/8');
    expect(pathsOf(self, reader, bound)).toEqual(['allowedCIDRBlocks']);
    expect(pathsOf({ ...self, address: '10.0.0.1' }, reader, bound)).toEqual([]);
    expect(pathsOf({ ...self, address: '::ffff:10.0.0.1' }, reader, bound)).toEqual([]);
    expect(pathsOf({ ...self, address: '' }, reader, bound)).toEqual(['allowedCIDRBlocks']);
  });
  it('giving away its own right to manage', () =>
    expect(pathsOf(self, manager, reader)).toEqual(['permissions']));
  it('taking the right to manage from the last token that has it', () => {
    expect(pathsOf(last, manager, reader)).toEqual(['']);
    expect(pathsOf(last, manager, undefined)).toEqual(['']);
    expect(pathsOf(last, grant(['all']), undefined)).toEqual(['']);
  });
  it('several of these at once', () =>
    expect(
      pathsOf({ ...self, othersManage: false }, manager, grant(['AlertRead'], '::/0')),
    ).toEqual(['allowedCIDRBlocks', 'permissions', '']));
});

describe('a caller may', () => {
  it('do all of that to others while somebody can still manage', () => {
    const other = { ...self, isSelf: false };
    for (const after of [reader, grant(['AlertRead'], '10.0.0.0/8'), undefined])
      expect(pathsOf(other, manager, after)).toEqual([]);
  });
  it('change a token that manages nothing, whoever is left', () =>
    expect(pathsOf(last, reader, undefined)).toEqual([]));
  it('exchange the right to manage for all rights', () =>
    expect(pathsOf({ ...self, othersManage: false }, manager, grant(['all']))).toEqual([]));
  it('change itself in what does not matter', () =>
    expect(pathsOf(self, manager, { ...manager, name: 'cd' })).toEqual([]));
});

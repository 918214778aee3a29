import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { tokenDecider, type TokenCommand } from './token.decider.js';
import type { TokenEvent } from './token-event.js';

const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: ['10.0.0.0/8'] };
const digest = { pepper: 1, hmac: 'a1' };
const nextDigest = { pepper: 1, hmac: 'b2' };

const create: TokenCommand = { type: 'CreateToken', grant, digest };
const rename: TokenCommand = { type: 'UpdateToken', change: { ...grant, name: 'cd' } };
const rotate: TokenCommand = { type: 'RotateToken', digest: nextDigest };
const remove: TokenCommand = { type: 'DeleteToken' };

const created: TokenEvent = { type: 'TokenCreated', grant, digest };
const renamed: TokenEvent = { type: 'TokenUpdated', grant: { ...grant, name: 'cd' } };
const rotated: TokenEvent = {
  type: 'TokenRotated',
  name: 'ci',
  digest: nextDigest,
  generation: 2,
};
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

  it('is changed', () => given([created]).when(rename).then([renamed]));
  it('that is so already stays as it is', () =>
    given([created, renamed]).when(rename).thenNothing());
  it('cannot be changed before it exists', () => given([]).when(rename).thenRefused('not_found'));
  it('cannot be changed once deleted', () =>
    given([created, deleted]).when(rename).thenRefused('not_found'));
  it('keeps its addresses when a change does not mention them', () =>
    given([created])
      .when({ type: 'UpdateToken', change: { name: 'cd', permissions: ['AlertRead'] } })
      .then([renamed]));
  it('is opened to everywhere when a change says so', () =>
    given([created])
      .when({ type: 'UpdateToken', change: { ...grant, allowedCidrBlocks: [] } })
      .then([{ type: 'TokenUpdated', grant: { ...grant, allowedCidrBlocks: [] } }]));
  it('keeps a permission that nobody knows any more, and gains none', () => {
    const old = { ...grant, permissions: ['Forgotten'] };
    const history: TokenEvent[] = [{ ...created, grant: old }];
    given(history)
      .when({ type: 'UpdateToken', change: { ...old, name: 'cd' } })
      .then([{ type: 'TokenUpdated', grant: { ...old, name: 'cd' } }]);
    given(history)
      .when({ type: 'UpdateToken', change: { ...old, permissions: ['Forgotten', 'Unheard'] } })
      .thenRefused('bad_request');
  });

  it('is rotated', () => given([created]).when(rotate).then([rotated]));
  it('counts its values', () =>
    given([created, rotated])
      .when({ type: 'RotateToken', digest })
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
});

import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { tokenDecider, type TokenCommand, type TokenEvent } from './token.decider.js';

const grant = { name: 'ci', permissions: ['AlertRead'], allowedCidrBlocks: ['10.0.0.0/8'] };
const digest = { pepper: 1, hmac: 'a1' };

const create: TokenCommand = { type: 'CreateToken', grant, digest };
const remove: TokenCommand = { type: 'DeleteToken' };

const created: TokenEvent = { type: 'TokenCreated', grant, digest };
const deleted: TokenEvent = { type: 'TokenDeleted', name: 'ci' };

describe('a token', () => {
  const given = deciderSpec(tokenDecider);

  it('starts with what it was granted', () => given([]).when(create).then([created]));
  it('is created once', () => given([created]).when(create).thenRefused('conflict'));
  it('does not come back once deleted', () =>
    given([created, deleted]).when(create).thenRefused('conflict'));

  it('is deleted', () => given([created]).when(remove).then([deleted]));
  it('cannot be deleted before it exists', () => given([]).when(remove).thenRefused('not_found'));

  // The bus may deliver a command twice; the second must change nothing and still succeed.
  it('stays deleted', () => given([created, deleted]).when(remove).thenNothing());
});

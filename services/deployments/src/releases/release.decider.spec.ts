import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { releaseDecider, type ReleaseCommand, type ReleaseEvent } from './release.decider.js';
import {
  upgradeEdgeDecider,
  type UpgradeEdgeCommand,
  type UpgradeEdgeEvent,
} from './upgrade-edge.decider.js';

const version = '1.40.0';
const description = {
  channel: 'stable',
  templateUrls: {},
  capabilities: [],
  renames: {},
  notes: [],
} as const;
const register: ReleaseCommand = { type: 'RegisterRelease', version, description };
const list: ReleaseCommand = { type: 'ListRelease', version };
const unlist: ReleaseCommand = { type: 'UnlistRelease', version };
const withdraw: ReleaseCommand = { type: 'WithdrawRelease', version, reason: 'It lost data.' };

const registered: ReleaseEvent = { type: 'ReleaseRegistered', version, description };
const listed: ReleaseEvent = { type: 'ReleaseListed', version };
const unlisted: ReleaseEvent = { type: 'ReleaseUnlisted', version };
const withdrawn: ReleaseEvent = { type: 'ReleaseWithdrawn', version, reason: 'It lost data.' };

const given = deciderSpec(releaseDecider);

describe('a release', () => {
  it('is registered, and described better by registering it again', () => {
    given([]).when(register).then([registered]);
    given([registered]).when(register).thenNothing();
    const better = { ...description, templateDigest: 'ab' };
    given([registered])
      .when({ ...register, description: better })
      .then([{ ...registered, description: better }]);
  });
  it.each([list, unlist, withdraw])('is registered before $type', (command) =>
    given([]).when(command).thenRefused('not_found'),
  );
  it('that was published needs no registration', () =>
    given([])
      .when({ ...unlist, version: '1.34.18' })
      .then([{ ...unlisted, version: '1.34.18' }]));
  it('is recommended from the start', () => given([registered]).when(list).thenNothing());
  it('is recommended no longer, and again', () => {
    given([registered]).when(unlist).then([unlisted]);
    given([registered, unlisted]).when(unlist).thenNothing();
    given([registered, unlisted]).when(list).then([listed]);
  });
  it('is withdrawn once, until it is recommended again', () => {
    given([registered]).when(withdraw).then([withdrawn]);
    given([registered, withdrawn]).when(withdraw).thenNothing();
    given([registered, withdrawn]).when(list).then([listed]);
    given([registered, withdrawn, listed]).when(withdraw).then([withdrawn]);
  });
});

const edge = { id: 'e1', from: '<1.19.5', to: '1.20.1', reason: 'It loses alerts.' };
const close: UpgradeEdgeCommand = { type: 'CloseEdge', edge };
const open: UpgradeEdgeCommand = { type: 'OpenEdge', reason: 'Fixed.' };
const closed: UpgradeEdgeEvent = { type: 'UpgradeEdgeClosed', edge };
const opened: UpgradeEdgeEvent = { type: 'UpgradeEdgeOpened', reason: 'Fixed.' };
const givenEdge = deciderSpec(upgradeEdgeDecider);

describe('a step between releases', () => {
  it('is closed once', () => {
    givenEdge([]).when(close).then([closed]);
    givenEdge([closed]).when(close).thenRefused('conflict');
  });
  it('is opened once it was closed', () => {
    givenEdge([]).when(open).thenRefused('not_found');
    givenEdge([closed]).when(open).then([opened]);
    givenEdge([closed, opened]).when(open).thenNothing();
  });
});

import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { overrideDecider, type OverrideCommand, type OverrideEvent } from './override.decider.js';

const ann = { type: 'api-token', id: 'ann' } as const;
const bob = { type: 'api-token', id: 'bob' } as const;
const asked = { accountId: '444455556666-us-east-1', target: '1.34', reason: 'Nobody has 1.22.' };
const any = { expectedRevisions: [] };

const request: OverrideCommand = { type: 'RequestOverride', ...asked, by: ann };
const approve: OverrideCommand = { type: 'ApproveOverride', comment: 'fine', by: bob, ...any };
const withdraw: OverrideCommand = { type: 'WithdrawOverride', reason: 'over', ...any };

const requested: OverrideEvent = { type: 'OverrideRequested', ...asked, by: ann };
const approved: OverrideEvent = { type: 'OverrideApproved', comment: 'fine', by: bob };
const withdrawn: OverrideEvent = { type: 'OverrideWithdrawn', reason: 'over' };

const given = deciderSpec(overrideDecider);

describe('an override', () => {
  it('is asked for with a reason', () => given([]).when(request).then([requested]));
  it('is approved by a second person', () => given([requested]).when(approve).then([approved]));
  it('is not approved by whoever asks, whatever they are called now', () =>
    given([requested])
      .when({ ...approve, by: { ...ann, name: 'Somebody Else' } })
      .thenRefused('forbidden'));
  it('is approved once, and not after it was withdrawn', () => {
    given([requested, approved]).when(approve).thenRefused('conflict');
    given([requested, withdrawn]).when(approve).thenRefused('conflict');
  });
  it('may be withdrawn, approved or not, once', () => {
    given([requested]).when(withdraw).then([withdrawn]);
    given([requested, approved]).when(withdraw).then([withdrawn]);
    given([requested, approved, withdrawn]).when(withdraw).thenNothing();
  });
  it.each([approve, withdraw])('is there, and as it was looked at, before $type', (command) => {
    given([]).when(command).thenRefused('not_found');
    given([requested])
      .when({ ...command, expectedRevisions: [2] } as OverrideCommand)
      .thenRefused('precondition_failed');
  });
});

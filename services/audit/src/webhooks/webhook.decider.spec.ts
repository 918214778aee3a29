import { describe, it } from '@jest/globals';
import { deciderSpec } from '@margay/testing';
import { webhookDecider, type WebhookEvent } from './webhook.decider.js';

const spec = deciderSpec(webhookDecider);
const none = { actors: [], actions: [], targets: [], results: [], addresses: [], text: '' };
const any = { expectedRevisions: [] };
const registered: WebhookEvent = {
  type: 'WebhookRegistered',
  name: 'siem',
  url: 'https://example.com/hook',
  filter: none,
  afterSequence: 7,
};
const paused: WebhookEvent = { type: 'WebhookPaused', reason: 'x' };
const parked: WebhookEvent = { type: 'WebhookParked', reason: 'x' };
const removed: WebhookEvent = { type: 'WebhookRemoved' };
const rotated: WebhookEvent = { type: 'WebhookSecretRotated', generation: 2 };

describe('a webhook', () => {
  it('is registered once', () => {
    const { type: _type, ...given } = registered as Extract<
      WebhookEvent,
      { type: 'WebhookRegistered' }
    >;
    const command = { type: 'RegisterWebhook', ...given } as const;
    spec([]).when(command).then([registered]);
    spec([registered]).when(command).thenRefused('conflict');
  });

  it('is paused once, also while it is parked', () => {
    spec([registered])
      .when({ ...any, type: 'PauseWebhook', reason: 'x' })
      .then([paused]);
    spec([registered, paused])
      .when({ ...any, type: 'PauseWebhook', reason: 'y' })
      .thenNothing();
    spec([registered, parked])
      .when({ ...any, type: 'PauseWebhook', reason: 'x' })
      .then([paused]);
  });

  it('is parked only while it delivers', () => {
    spec([registered]).when({ type: 'ParkWebhook', reason: 'x' }).then([parked]);
    spec([registered, paused]).when({ type: 'ParkWebhook', reason: 'x' }).thenNothing();
    spec([registered, parked]).when({ type: 'ParkWebhook', reason: 'x' }).thenNothing();
  });

  it('goes on where it stopped, or from where it is told, also while it delivers', () => {
    spec([registered, parked])
      .when({ ...any, type: 'ResumeWebhook' })
      .then([{ type: 'WebhookResumed' }]);
    spec([registered])
      .when({ ...any, type: 'ResumeWebhook' })
      .thenNothing();
    spec([registered])
      .when({ ...any, type: 'ResumeWebhook', afterSequence: 3 })
      .then([{ type: 'WebhookResumed', afterSequence: 3 }]);
  });

  it('gets another secret each time, whatever it does', () => {
    const rotate = { ...any, type: 'RotateWebhookSecret' } as const;
    spec([registered]).when(rotate).then([rotated]);
    spec([registered, rotated, paused])
      .when(rotate)
      .then([{ type: 'WebhookSecretRotated', generation: 3 }]);
  });

  it('is gone for good once it is removed', () => {
    spec([registered, parked])
      .when({ ...any, type: 'RemoveWebhook' })
      .then([removed]);
    for (const type of ['RemoveWebhook', 'ResumeWebhook', 'RotateWebhookSecret'] as const)
      spec([registered, removed])
        .when({ ...any, type })
        .thenRefused('not_found');
    spec([])
      .when({ ...any, type: 'RemoveWebhook' })
      .thenRefused('not_found');
  });

  it('is changed only as what the caller takes it to be', () => {
    const remove = { type: 'RemoveWebhook', expectedRevisions: [1, 3] } as const;
    spec([registered]).when(remove).then([removed]);
    spec([registered, paused]).when(remove).thenRefused('precondition_failed');
    spec([registered, paused, rotated]).when(remove).then([removed]);
  });
});

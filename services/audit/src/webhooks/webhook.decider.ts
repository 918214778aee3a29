import { ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';

/** Which records are delivered; every condition that is given must hold. */
export interface WebhookFilter {
  readonly actors: readonly string[];
  readonly actions: readonly string[];
  readonly targets: readonly string[];
  readonly results: readonly string[];
  /** CIDR notation, or an address. */
  readonly addresses: readonly string[];
  readonly text: string;
}

/** Refused if it has none of these revisions by now; empty: whichever it has. */
interface Expecting {
  readonly expectedRevisions: readonly number[];
}

/** What somebody asks of a webhook that is registered. */
export type WebhookChange = Expecting &
  (
    | { readonly type: 'PauseWebhook'; readonly reason: string }
    /** @param afterSequence delivers again from there; absent: goes on where it stopped */
    | { readonly type: 'ResumeWebhook'; readonly afterSequence?: number | undefined }
    | { readonly type: 'RotateWebhookSecret' }
    | { readonly type: 'RemoveWebhook' }
  );

export type WebhookCommand =
  | {
      readonly type: 'RegisterWebhook';
      readonly name: string;
      readonly url: string;
      readonly filter: WebhookFilter;
      /** Records behind this one are delivered. */
      readonly afterSequence: number;
    }
  | { readonly type: 'ParkWebhook'; readonly reason: string }
  | WebhookChange;

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type WebhookEvent =
  | {
      readonly type: 'WebhookRegistered';
      readonly name: string;
      readonly url: string;
      readonly filter: WebhookFilter;
      readonly afterSequence: number;
    }
  | { readonly type: 'WebhookPaused'; readonly reason: string }
  | { readonly type: 'WebhookParked'; readonly reason: string }
  | { readonly type: 'WebhookResumed'; readonly afterSequence?: number | undefined }
  | { readonly type: 'WebhookSecretRotated'; readonly generation: number }
  | { readonly type: 'WebhookRemoved' };

export type Webhook =
  | { readonly is: 'none' }
  | { readonly is: 'removed' }
  /** `parked`: it failed for too long, and nobody but a person starts it again. */
  | {
      readonly is: 'active' | 'paused' | 'parked';
      readonly generation: number;
      readonly revision: number;
    };

const unknown = () => new ServiceError('not_found', 'There is no such webhook.');

function assertRevision({ expectedRevisions }: Expecting, revision: number): void {
  if (expectedRevisions.length > 0 && !expectedRevisions.includes(revision))
    throw new ServiceError(
      'precondition_failed',
      `The webhook was changed by somebody else: it has revision ${revision}.`,
    );
}

export const webhookDecider: Decider<WebhookCommand, Webhook, WebhookEvent> = {
  initial: { is: 'none' },

  decide(command, webhook) {
    if (command.type === 'RegisterWebhook') {
      if (webhook.is !== 'none') throw new ServiceError('conflict', 'It is registered already.');
      const { name, url, filter, afterSequence } = command;
      return [{ type: 'WebhookRegistered', name, url, filter, afterSequence }];
    }
    if (webhook.is === 'none' || webhook.is === 'removed') throw unknown();
    if (command.type !== 'ParkWebhook') assertRevision(command, webhook.revision);
    switch (command.type) {
      case 'PauseWebhook':
        return webhook.is === 'paused' ? [] : [{ type: 'WebhookPaused', reason: command.reason }];
      case 'ParkWebhook':
        return webhook.is === 'active' ? [{ type: 'WebhookParked', reason: command.reason }] : [];
      case 'ResumeWebhook': {
        const { afterSequence } = command;
        if (webhook.is === 'active' && afterSequence === undefined) return [];
        return [
          { type: 'WebhookResumed', ...(afterSequence === undefined ? {} : { afterSequence }) },
        ];
      }
      case 'RotateWebhookSecret':
        return [{ type: 'WebhookSecretRotated', generation: webhook.generation + 1 }];
      case 'RemoveWebhook':
        return [{ type: 'WebhookRemoved' }];
    }
  },

  evolve(webhook, event) {
    if (event.type === 'WebhookRegistered') return { is: 'active', generation: 1, revision: 1 };
    if (webhook.is === 'none' || webhook.is === 'removed') return webhook;
    const next = { ...webhook, revision: webhook.revision + 1 };
    switch (event.type) {
      case 'WebhookPaused':
        return { ...next, is: 'paused' };
      case 'WebhookParked':
        return { ...next, is: 'parked' };
      case 'WebhookResumed':
        return { ...next, is: 'active' };
      case 'WebhookSecretRotated':
        return { ...next, generation: event.generation };
      case 'WebhookRemoved':
        return { is: 'removed' };
    }
  },
};

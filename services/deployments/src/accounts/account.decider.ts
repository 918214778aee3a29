import { type Actor, ServiceError } from '@margay/contracts';
import type { Decider } from '@margay/event-store';
import type { AccountFacts } from './account.js';

/** Refused if it has none of these revisions by now; empty: whichever it has. */
interface Expecting {
  readonly expectedRevisions: readonly number[];
}

export type AccountCommand =
  | {
      readonly type: 'RequestAccount';
      readonly facts: AccountFacts;
      readonly comment: string;
      readonly by: Actor;
    }
  | (Expecting & {
      readonly type: 'DescribeAccount';
      readonly facts: AccountFacts;
      readonly by: Actor;
    })
  | (Expecting & {
      readonly type: 'ApproveAccount';
      readonly comment: string;
      readonly by: Actor;
      readonly at: string;
      /** Absent: until it is withdrawn. */
      readonly expiresAt?: string;
    })
  | (Expecting & { readonly type: 'DeclineAccount'; readonly reason: string })
  | (Expecting & { readonly type: 'WithdrawAccount'; readonly reason: string })
  | { readonly type: 'ExpireAccount'; readonly at: string };

/** Who shaped a request, without the name that somebody may change. */
type Author = Pick<Actor, 'type' | 'id'>;

/** Stored for ever under these names and shapes: add new ones, never edit. */
export type AccountEvent =
  | {
      readonly type: 'AccountRequested';
      readonly facts: AccountFacts;
      readonly comment: string;
      readonly by: Author;
    }
  | { readonly type: 'AccountDescribed'; readonly facts: AccountFacts; readonly by: Author }
  | { readonly type: 'AccountApproved'; readonly comment: string; readonly expiresAt?: string }
  | { readonly type: 'AccountDeclined'; readonly reason: string }
  | { readonly type: 'AccountExpired' }
  | { readonly type: 'AccountWithdrawn'; readonly reason: string };

export type AccountStatus = 'requested' | 'approved' | 'declined' | 'expired' | 'withdrawn';

export type Account = { readonly revision: number } & (
  | { readonly is: 'none' | 'declined' | 'expired' | 'withdrawn' }
  | {
      readonly is: 'requested';
      readonly facts: AccountFacts;
      /** Whoever had a hand in what is asked for. */
      readonly authors: readonly Author[];
    }
  | { readonly is: 'approved'; readonly facts: AccountFacts; readonly expiresAt?: string }
);

const conflict = (message: string) => new ServiceError('conflict', message);
const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
const authorOf = ({ type, id }: Actor): Author => ({ type, id });

function assertExpected(command: AccountCommand, { revision }: Account): void {
  if (!('expectedRevisions' in command) || command.expectedRevisions.length === 0) return;
  if (!command.expectedRevisions.includes(revision))
    throw new ServiceError(
      'precondition_failed',
      `The account was changed by somebody else: it has revision ${revision}.`,
    );
}

type Approve = Extract<AccountCommand, { type: 'ApproveAccount' }>;

function approve(account: Account, { by, at, comment, expiresAt }: Approve): AccountEvent[] {
  if (account.is === 'approved') throw conflict('The account is approved already.');
  if (account.is !== 'requested') throw conflict('Nobody asks for the account any longer.');
  if (account.authors.some(({ type, id }) => type === by.type && id === by.id))
    throw new ServiceError('forbidden', 'Whoever asks for an account cannot approve it.');
  if (expiresAt !== undefined && expiresAt <= at)
    throw new ServiceError('bad_request', 'The approval would be over already.', {
      fields: [{ path: 'expiresAt', message: 'Must be in the future.' }],
    });
  return [{ type: 'AccountApproved', comment, ...(expiresAt ? { expiresAt } : {}) }];
}

/** An account in a region: asked for, approved by somebody else, and one day no longer. */
export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  initial: { is: 'none', revision: 0 },

  decide(command, account) {
    if (command.type === 'RequestAccount') {
      if (account.is === 'requested' || account.is === 'approved')
        throw conflict(`The account is ${account.is} already, in this region.`);
      const { facts, comment, by } = command;
      return [{ type: 'AccountRequested', facts, comment, by: authorOf(by) }];
    }
    if (account.is === 'none') throw new ServiceError('not_found', 'There is no such account.');
    assertExpected(command, account);
    switch (command.type) {
      case 'DescribeAccount':
        if (account.is !== 'requested' && account.is !== 'approved')
          throw conflict(`The account is ${account.is}. Ask for it anew.`);
        return same(account.facts, command.facts)
          ? []
          : [{ type: 'AccountDescribed', facts: command.facts, by: authorOf(command.by) }];
      case 'ApproveAccount':
        return approve(account, command);
      case 'DeclineAccount':
        if (account.is === 'declined') return [];
        if (account.is !== 'requested') throw conflict(`The account is ${account.is}.`);
        return [{ type: 'AccountDeclined', reason: command.reason }];
      case 'WithdrawAccount':
        if (account.is === 'withdrawn') return [];
        if (account.is !== 'requested' && account.is !== 'approved')
          throw conflict(`The account is ${account.is}.`);
        return [{ type: 'AccountWithdrawn', reason: command.reason }];
      case 'ExpireAccount':
        if (account.is !== 'approved' || account.expiresAt === undefined) return [];
        return account.expiresAt <= command.at ? [{ type: 'AccountExpired' }] : [];
    }
  },

  evolve(account, event) {
    const revision = account.revision + 1;
    switch (event.type) {
      case 'AccountRequested':
        return { is: 'requested', revision, facts: event.facts, authors: [event.by] };
      case 'AccountDescribed':
        if (account.is === 'requested')
          return {
            ...account,
            revision,
            facts: event.facts,
            authors: [...account.authors.filter((each) => !same(each, event.by)), event.by],
          };
        return account.is === 'approved'
          ? { ...account, revision, facts: event.facts }
          : { ...account, revision };
      case 'AccountApproved':
        if (account.is !== 'requested') return { ...account, revision };
        return {
          is: 'approved',
          revision,
          facts: account.facts,
          ...(event.expiresAt ? { expiresAt: event.expiresAt } : {}),
        };
      case 'AccountDeclined':
        return { is: 'declined', revision };
      case 'AccountExpired':
        return { is: 'expired', revision };
      case 'AccountWithdrawn':
        return { is: 'withdrawn', revision };
    }
  },
};

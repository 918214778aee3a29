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
      /** Kept if the account has none yet. */
      readonly externalId: string;
    }
  | (Expecting & {
      readonly type: 'DescribeAccount';
      readonly facts: AccountFacts;
      readonly by: Actor;
      /** Kept if the account has none yet. */
      readonly externalId: string;
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
      /** Said whenever a role of the account is assumed; made once, and never chosen by a caller. */
      readonly externalId?: string;
    }
  | {
      readonly type: 'AccountDescribed';
      readonly facts: AccountFacts;
      readonly by: Author;
      readonly externalId?: string;
    }
  | { readonly type: 'AccountApproved'; readonly comment: string; readonly expiresAt?: string }
  | { readonly type: 'AccountDeclined'; readonly reason: string }
  | { readonly type: 'AccountExpired' }
  | { readonly type: 'AccountWithdrawn'; readonly reason: string };

export type AccountStatus = 'requested' | 'approved' | 'declined' | 'expired' | 'withdrawn';

interface Lasting {
  readonly revision: number;
  /** For ever the same, whatever becomes of a request: roles were made with it. */
  readonly externalId?: string;
}

export type Account = Lasting &
  (
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

/** The id that is new, where there was none. */
const named = (account: Account, externalId: string) =>
  account.externalId === undefined ? { externalId } : {};

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

type Describe = Extract<AccountCommand, { type: 'DescribeAccount' }>;

function describe(
  account: Extract<Account, { facts: AccountFacts }>,
  { facts, by, externalId }: Describe,
): AccountEvent[] {
  if (same(account.facts, facts) && account.externalId !== undefined) return [];
  const said = { facts, by: authorOf(by), ...named(account, externalId) };
  return [{ type: 'AccountDescribed', ...said }];
}

/** An account in a region: asked for, approved by somebody else, and one day no longer. */
export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  initial: { is: 'none', revision: 0 },

  decide(command, account) {
    if (command.type === 'RequestAccount') {
      if (account.is === 'requested' || account.is === 'approved')
        throw conflict(`The account is ${account.is} already, in this region.`);
      const { facts, comment, by, externalId } = command;
      const asked = { facts, comment, by: authorOf(by), ...named(account, externalId) };
      return [{ type: 'AccountRequested', ...asked }];
    }
    if (account.is === 'none') throw new ServiceError('not_found', 'There is no such account.');
    assertExpected(command, account);
    switch (command.type) {
      case 'DescribeAccount':
        if (account.is !== 'requested' && account.is !== 'approved')
          throw conflict(`The account is ${account.is}. Ask for it anew.`);
        return describe(account, command);
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
    const externalId = account.externalId ?? ('externalId' in event ? event.externalId : undefined);
    const lasting = {
      revision: account.revision + 1,
      ...(externalId === undefined ? {} : { externalId }),
    };
    switch (event.type) {
      case 'AccountRequested':
        return { is: 'requested', ...lasting, facts: event.facts, authors: [event.by] };
      case 'AccountDescribed':
        if (account.is === 'requested')
          return {
            ...account,
            ...lasting,
            facts: event.facts,
            authors: [...account.authors.filter((each) => !same(each, event.by)), event.by],
          };
        return account.is === 'approved'
          ? { ...account, ...lasting, facts: event.facts }
          : { ...account, ...lasting };
      case 'AccountApproved':
        if (account.is !== 'requested') return { ...account, ...lasting };
        return {
          is: 'approved',
          ...lasting,
          facts: account.facts,
          ...(event.expiresAt ? { expiresAt: event.expiresAt } : {}),
        };
      case 'AccountDeclined':
        return { is: 'declined', ...lasting };
      case 'AccountExpired':
        return { is: 'expired', ...lasting };
      case 'AccountWithdrawn':
        return { is: 'withdrawn', ...lasting };
    }
  },
};

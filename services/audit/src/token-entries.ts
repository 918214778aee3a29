import type { JsonObject } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { EventOf, TokenExpired, TokenExpiring } from '@margay/contracts';
import type { AuditEntry } from './audit-entry.js';

/** What is noticed about tokens, without anybody asking for it. */
type Noticed =
  | 'margay.tokens.v1.TokensRevoked'
  | 'margay.tokens.v1.TokenLeaked'
  | 'margay.tokens.v1.TokenExpiring'
  | 'margay.tokens.v1.TokenExpired'
  | 'margay.tokens.v1.TokenValueRekeyed';

type TokenEntries = {
  readonly [Event in EventOf<'tokens'> as Extract<Event['$typeName'], Noticed>]: (
    event: Event,
  ) => AuditEntry;
};

const entry = (
  actionName: string,
  actionDescription: string,
  { tokenId, name }: { readonly tokenId: string; readonly name: string },
  input: JsonObject,
  actionDetails: JsonObject = {},
): AuditEntry => ({
  actionName,
  actionDescription,
  actionResult: 'SUCCEEDED',
  actionParams: { dynamic: { input } },
  actionDetails,
  errors: [],
  targets: [{ type: 'api-token', id: tokenId, name }],
});

const end = ({ expiresAt }: TokenExpiring | TokenExpired): string | null =>
  expiresAt ? timestampDate(expiresAt).toISOString() : null;

export const TOKEN_ENTRIES: TokenEntries = {
  'margay.tokens.v1.TokensRevoked': ({
    $typeName: _type,
    $unknown: _unknown,
    unusedSince,
    tokens,
    ...alike
  }) => ({
    actionName: 'REVOKE_API_TOKENS',
    actionDescription: 'Deletes all API tokens that are alike in some way.',
    actionResult: 'SUCCEEDED',
    actionParams: {
      dynamic: {
        input: {
          ...Object.fromEntries(Object.entries(alike).filter(([, value]) => value !== '')),
          ...(unusedSince ? { unusedSince: timestampDate(unusedSince).toISOString() } : {}),
        },
      },
    },
    actionDetails: { tokens },
    errors: [],
    targets: [],
  }),
  'margay.tokens.v1.TokenLeaked': (event) =>
    entry(
      'REPORT_LEAKED_API_TOKEN',
      'Reports a value of an API token as leaked.',
      event,
      { generation: event.generation, source: event.source },
      { alert: true, owner: event.owner?.id ?? '', worked: event.worked },
    ),
  'margay.tokens.v1.TokenExpiring': (event) =>
    entry('NOTICE_API_TOKEN_EXPIRY', 'Gives notice of the end of an API token.', event, {
      expiresAt: end(event),
      daysLeft: event.daysLeft,
    }),
  'margay.tokens.v1.TokenExpired': (event) =>
    entry('EXPIRE_API_TOKEN', 'An API token ends by itself.', event, { expiresAt: end(event) }),
  'margay.tokens.v1.TokenValueRekeyed': (event) =>
    entry('REKEY_API_TOKEN', 'Stores what a value is told by under a newer key.', event, {
      generation: event.generation,
    }),
};

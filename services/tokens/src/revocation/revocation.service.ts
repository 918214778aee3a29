import { randomUUID } from 'node:crypto';
import { ServiceError } from '@margay/contracts';
import {
  type Cause,
  CommandHandler,
  InjectProjector,
  PostgresEventStore,
  type Projector,
  streamName,
} from '@margay/event-store';
import { Injectable } from '@nestjs/common';
import { TokenListProjection } from '../list/token-list.projection.js';
import type { SeenToken } from '../list/token-reader.service.js';
import { TokenReader } from '../list/token-reader.service.js';
import type { Token } from '../token/token.js';
import type { TokenCommand } from '../token/token-command.js';
import type { TokenEvent } from '../token/token-event.js';
import type { RevocationEvent } from './revocation-event.js';
import { type Selection, selectionOf } from './selection.js';
import { SelectedTokensQuery } from './selected-tokens.query.js';

/** Most tokens of one revocation. */
const TOKENS_MAX = 1_000;
const AT_A_TIME = 16;

export interface Revoked {
  /** Undefined for a dry run, or when there was nothing to do. */
  readonly id?: string;
  readonly tokens: readonly SeenToken[];
  readonly more: boolean;
}

/** Deletes many tokens at once: an order, then each token's own deletion as part of it. */
@Injectable()
export class Revocations {
  constructor(
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
    private readonly store: PostgresEventStore<RevocationEvent>,
    @InjectProjector(TokenListProjection) private readonly projector: Projector<TokenEvent>,
    private readonly selected: SelectedTokensQuery,
    private readonly reader: TokenReader,
  ) {}

  /**
   * The calling token is never meant, so that nobody locks themselves out, and one manager stays.
   *
   * @throws ServiceError `timeout` when the caller's time is over; what was deleted stays deleted, and
   * the same again deletes the rest
   */
  async revoke(
    input: Selection,
    reason: string,
    dryRun: boolean,
    cause: Cause,
    hasTime: () => boolean,
  ): Promise<Revoked> {
    const selection = selectionOf(input, reason);
    await this.projector.fresh();
    const found = await this.selected.ids(selection, cause.actor.id, TOKENS_MAX + 1);
    const ids = found.slice(0, TOKENS_MAX);
    const tokens = await this.reader.several(ids);
    const more = found.length > ids.length;
    if (dryRun || ids.length === 0) return { tokens, more };
    const id = await this.order(
      { type: 'TokensRevoked', selection, reason, tokens: ids.length },
      cause,
    );
    const command = { type: 'DeleteToken', reason, revocationId: id } as const;
    for (let i = 0; i < ids.length; i += AT_A_TIME) {
      if (!hasTime()) throw new ServiceError('timeout', 'Not all were deleted. Ask again.');
      await Promise.all(
        ids.slice(i, i + AT_A_TIME).map((each) => this.tokens.execute(each, command, cause)),
      );
    }
    return { id, tokens, more };
  }

  private async order(event: RevocationEvent, cause: Cause): Promise<string> {
    const id = randomUUID();
    await this.store.append({
      stream: streamName('revocation', id),
      expect: 'none',
      events: [{ id: randomUUID(), event }],
      cause,
    });
    return id;
  }
}

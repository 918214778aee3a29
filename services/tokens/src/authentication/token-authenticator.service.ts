import { type Cause, CommandHandler } from '@margay/event-store';
import { Injectable, Logger } from '@nestjs/common';
import type { Token } from '../token/token.js';
import type { TokenCommand } from '../token/token-command.js';
import type { TokenEvent } from '../token/token-event.js';
import { type Found, TokenReader } from '../list/token-reader.service.js';

/** Says whose value a request carries, and notices values that should no longer be around. */
@Injectable()
export class TokenAuthenticator {
  private readonly logger = new Logger('tokens');

  constructor(
    private readonly reader: TokenReader,
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
  ) {}

  /** Whose value it is, be it one that does not work; undefined if no live token has or had it. */
  async authenticate(fingerprint: Uint8Array, cause: Cause): Promise<Found | undefined> {
    const found = await this.reader.byFingerprint(fingerprint);
    if (found?.flaw === 'retired') this.raiseAlarm(found, cause);
    return found;
  }

  /** Nobody waits for it: how long an answer takes must not tell a retired value from an unknown one. */
  private raiseAlarm({ token, value: { generation } }: Found, cause: Cause): void {
    const at = new Date().toISOString();
    this.tokens
      .execute(token.id, { type: 'ReportRetiredUse', generation, at }, cause)
      .catch((error: unknown) => this.logger.error('An alarm was not recorded.', { error }));
  }
}

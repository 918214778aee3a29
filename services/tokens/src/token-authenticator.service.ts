import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Injectable, Logger } from '@nestjs/common';
import type { Token } from './token.js';
import type { TokenCommand } from './token-command.js';
import type { TokenEvent } from './token-event.js';
import { type Found, TokenReader } from './token-reader.service.js';

/** Says whose value a request carries, and notices values that should no longer be around. */
@Injectable()
export class TokenAuthenticator {
  private readonly logger = new Logger('tokens');

  constructor(
    private readonly reader: TokenReader,
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
  ) {}

  /** @throws ServiceError `unauthorized`, the same whatever is wrong with the value */
  async authenticate(fingerprint: Uint8Array, cause: Cause): Promise<Found> {
    const found = await this.reader.byFingerprint(fingerprint);
    if (found?.isRetired) this.raiseAlarm(found, cause);
    if (!found?.works) throw new ServiceError('unauthorized', 'The token is not known.');
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

import { type Cause, CommandHandler } from '@margay/event-store';
import { digestOf, Peppers } from './token-digest.js';
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
    private readonly peppers: Peppers,
  ) {}

  /** Whose value it is, be it one that does not work; undefined if it is nobody's. */
  async authenticate(fingerprint: Uint8Array, cause: Cause): Promise<Found | undefined> {
    const found = await this.reader.byFingerprint(fingerprint);
    if (found?.flaw === 'retired') this.raiseAlarm(found, cause);
    if (found && !found.flaw && found.value.pepper !== this.peppers.signing.version)
      this.rekey(found, fingerprint, cause);
    return found;
  }

  /** Nobody waits for it: how long an answer takes must not tell a retired value from an unknown one. */
  private raiseAlarm({ token, value: { generation } }: Found, cause: Cause): void {
    const at = new Date().toISOString();
    this.note(token.id, { type: 'ReportRetiredUse', generation, at }, cause);
  }

  /** A pepper is replaced by values being used; those that are not keep the old one until then. */
  private rekey({ token, value: { generation } }: Found, fingerprint: Uint8Array, cause: Cause) {
    const digest = digestOf(fingerprint, this.peppers.signing);
    const actor = { type: 'system', id: 'tokens' } as const;
    this.note(token.id, { type: 'RekeyValue', generation, digest }, { ...cause, actor });
  }

  private note(id: string, command: TokenCommand, cause: Cause): void {
    this.tokens
      .execute(id, command, cause)
      .catch((error: unknown) =>
        this.logger.error('What was noticed at a use was not recorded.', { error }),
      );
  }
}

import { ServiceError } from '@margay/contracts';
import { type Cause, CommandHandler } from '@margay/event-store';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { TokenReader } from '../list/token-reader.service.js';
import type { LeakPolicy } from '../token/leak.js';
import type { Token } from '../token/token.js';
import type { TokenCommand } from '../token/token-command.js';
import type { TokenEvent } from '../token/token-event.js';

const FINGERPRINTS_MAX = 1_000;
const SOURCE_LENGTH_MAX = 500;
const REPORTS_MAX = 8;

/** What becomes of tokens whose values leaked. */
export class LeakResponse {
  constructor(readonly policy: LeakPolicy) {}
}

/**
 * Deals with values that were found where they should not be.
 *
 * A report is accepted before anybody looks whose values they are, so that neither the answer nor the
 * time it takes tells the reporter whether they are worth anything.
 */
@Injectable()
export class LeakReports implements OnApplicationShutdown {
  private readonly logger = new Logger('leaks');
  private readonly working = new Set<Promise<void>>();

  constructor(
    private readonly reader: TokenReader,
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
    private readonly response: LeakResponse,
  ) {}

  /** @throws ServiceError `bad_request` for too much at once; `unavailable` while too many wait */
  accept(fingerprints: readonly Uint8Array[], source: string, cause: Cause): void {
    if (fingerprints.length > FINGERPRINTS_MAX || source.length > SOURCE_LENGTH_MAX)
      throw new ServiceError('bad_request', 'The report is too large.');
    if (this.working.size >= REPORTS_MAX)
      throw new ServiceError('unavailable', 'Too many reports are being dealt with. Try again.');
    const work = this.deal(fingerprints, source, cause)
      .catch((error: unknown) => this.logger.error('A report of leaks was lost.', { error }))
      .finally(() => this.working.delete(work));
    this.working.add(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.working);
  }

  private async deal(fingerprints: readonly Uint8Array[], source: string, cause: Cause) {
    for (const { tokenId, generation, owner } of await this.reader.ownersOf(fingerprints)) {
      const at = new Date().toISOString();
      const { policy } = this.response;
      const command = { type: 'ReportLeak', generation, owner, source, policy, at } as const;
      await this.tokens.execute(tokenId, command, cause);
    }
  }
}

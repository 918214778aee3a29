import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandHandler } from '@margay/event-store';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TokenReader } from './list/token-reader.service.js';
import type { Token } from './token/token.js';
import type { TokenCommand } from './token/token-command.js';
import type { TokenEvent } from './token/token-event.js';

/** How often it is looked whose end is near. */
export class NoticeInterval {
  constructor(readonly ms: number) {}
}

const BATCH = 200;

/**
 * Gives notice of the ends of tokens. Every replica does: whether a notice was given is the token's
 * own history, so none is given twice.
 */
@Injectable()
export class ExpiryNotices implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('notices');
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly reader: TokenReader,
    private readonly tokens: CommandHandler<TokenCommand, Token, TokenEvent>,
    private readonly interval: NoticeInterval,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.look().catch((error: unknown) =>
        this.logger.warn('Notices could not be given. Trying again.', { error }),
      );
      await sleep(this.interval.ms, undefined, { signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const now = new Date();
    const cause = { actor: { type: 'system', id: 'tokens' }, requestId: randomUUID() } as const;
    for (const id of await this.reader.noticesDue(now, BATCH)) {
      if (this.stopped.signal.aborted) return;
      await this.tokens.execute(id, { type: 'NoticeExpiry', at: now.toISOString() }, cause);
    }
  }
}

import type { OnApplicationBootstrap } from '@nestjs/common';
import type { TokensService } from './tokens.service.js';

/** Sees to it at every start that the first token was made, once. */
export class BootstrapToken implements OnApplicationBootstrap {
  constructor(
    private readonly tokens: TokensService,
    /** SHA-256 of its value, in hex. */
    private readonly fingerprint: string | undefined,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.fingerprint) await this.tokens.bootstrap(Buffer.from(this.fingerprint, 'hex'));
  }
}

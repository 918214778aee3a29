import { AuditApi, EnrichmentApi, RolesApi, TokensApi } from '@margay/contracts';
import { Bus, MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { AttemptReporter } from './attempt-reporter.service.js';
import { AuditController } from './audit.controller.js';
import { AuditExportController } from './audit-export.controller.js';
import { AuditProofController } from './audit-proof.controller.js';
import { AuditRetentionController } from './audit-retention.controller.js';
import { AuditStreamController } from './audit-stream.controller.js';
import { Authenticator } from './authenticator.service.js';
import { EnrichmentController } from './enrichment.controller.js';
import type { GatewayConfig } from './gateway.config.js';
import { IamRolesController } from './iam-roles.controller.js';
import { PermissionsController } from './permissions.controller.js';
import { TokenAddressController } from './token-address.controller.js';
import { TokenCache } from './token-cache.js';
import { TokenLifeController } from './token-life.controller.js';
import { TokenNews } from './token-news.js';
import { TokenRotationController } from './token-rotation.controller.js';
import { TokensController } from './tokens.controller.js';

/** Every door of the gateway. */
export const DOORS = [
  TokensController,
  TokenRotationController,
  TokenAddressController,
  TokenLifeController,
  PermissionsController,
  IamRolesController,
  AuditController,
  AuditExportController,
  AuditProofController,
  AuditRetentionController,
  AuditStreamController,
  EnrichmentController,
];

const APIS = [AuditApi, EnrichmentApi, RolesApi, TokensApi];

/** The doors with nothing behind them: enough to describe them. */
@Module({
  controllers: DOORS,
  providers: [
    Authenticator,
    ...[TokenCache, ...APIS.map(({ typeName }) => typeName)].map((provide) => ({
      provide,
      useValue: {},
    })),
  ],
})
export class DoorsOnly {}

@Module({})
export class GatewayModule {
  static with(config: Pick<GatewayConfig, 'tokens'>): DynamicModule {
    return {
      module: GatewayModule,
      imports: [MessagingModule.clients(...APIS)],
      controllers: DOORS,
      providers: [
        {
          provide: TokenNews,
          inject: [Bus],
          useFactory: (bus: Bus) => new TokenNews(bus, config.tokens),
        },
        { provide: TokenCache, inject: [TokenNews], useFactory: (news: TokenNews) => news.cache },
        Authenticator,
        AttemptReporter,
      ],
    };
  }
}

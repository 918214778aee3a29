import {
  AccountsApi,
  AuditApi,
  DeploymentsApi,
  RolloutsApi,
  DiagnosesApi,
  EnrichmentApi,
  EnrichmentPipelineApi,
  EnrichmentSettingsApi,
  LookupTablesApi,
  ProviderLookupsApi,
  ProvidersApi,
  PlansApi,
  PreflightsApi,
  ReleasesApi,
  RolesApi,
  SharedStateApi,
  TokensApi,
  WebhooksApi,
  ReadersApi,
} from '@margay/contracts';
import { Bus, MessagingModule } from '@margay/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { AttemptReporter } from './attempt-reporter.service.js';
import { AuditController } from './audit.controller.js';
import { AuditExportController } from './audit-export.controller.js';
import { AuditProofController } from './audit-proof.controller.js';
import { AuditReadersController } from './audit-readers.controller.js';
import { AuditRebuildController } from './audit-rebuild.controller.js';
import { AuditRetentionController } from './audit-retention.controller.js';
import { AuditStreamController } from './audit-stream.controller.js';
import { AuditWebhooksController } from './audit-webhooks.controller.js';
import { Authenticator } from './authenticator.service.js';
import { AccountsController } from './deployments/accounts.controller.js';
import { PlansController } from './deployments/plans.controller.js';
import { DeploymentProgressController } from './deployments/deployment-progress.controller.js';
import { DeploymentsController } from './deployments/deployments.controller.js';
import { PreflightProgressController } from './deployments/preflight-progress.controller.js';
import { PreflightsController } from './deployments/preflights.controller.js';
import { FreezesController } from './deployments/freezes.controller.js';
import { RolloutsController } from './deployments/rollouts.controller.js';
import { DiagnosesController } from './deployments/diagnoses.controller.js';
import { DiagnosisController } from './deployments/diagnosis.controller.js';
import { ReleasesController } from './deployments/releases.controller.js';
import { DataModelsController } from './enrichment/data-models.controller.js';
import { ExplainController } from './enrichment/explain.controller.js';
import { LookupImportsController } from './enrichment/lookup-imports.controller.js';
import { LookupTablesController } from './enrichment/lookup-tables.controller.js';
import { ParkedEventsController } from './enrichment/parked-events.controller.js';
import { PipelineController } from './enrichment/pipeline.controller.js';
import { ProviderLookupsController } from './enrichment/provider-lookups.controller.js';
import { ProvidersController } from './enrichment/providers.controller.js';
import { EnrichmentRulesController } from './enrichment/rules.controller.js';
import { EnrichEventsController } from './enrichment/enrich-events.controller.js';
import { SharedStateController } from './enrichment/shared-state.controller.js';
import type { GatewayConfig } from './gateway.config.js';
import { IamRolesController } from './iam-roles.controller.js';
import { PermissionsController } from './tokens/permissions.controller.js';
import { LeaksController } from './tokens/leaks.controller.js';
import { RevocationController } from './tokens/revocation.controller.js';
import { IssuedValues } from './tokens/issued-values.js';
import { TokenAddressController } from './tokens/token-address.controller.js';
import { RateLimits } from './rate-limits.js';
import { UseCollector } from './use-collector.service.js';
import { TokenUsageController } from './tokens/token-usage.controller.js';
import { TokenCache } from './token-cache.js';
import { TokenLifeController } from './tokens/token-life.controller.js';
import { TokenNews } from './token-news.js';
import { TokenRotationController } from './tokens/token-rotation.controller.js';
import { TokensController } from './tokens/tokens.controller.js';

/** Every door of the gateway. */
export const DOORS = [
  TokensController,
  TokenRotationController,
  TokenAddressController,
  TokenLifeController,
  LeaksController,
  RevocationController,
  TokenUsageController,
  PermissionsController,
  IamRolesController,
  AccountsController,
  RolloutsController,
  FreezesController,
  DiagnosesController,
  DiagnosisController,
  PreflightsController,
  PreflightProgressController,
  ReleasesController,
  PlansController,
  DeploymentsController,
  DeploymentProgressController,
  AuditController,
  AuditExportController,
  AuditProofController,
  AuditReadersController,
  AuditRebuildController,
  AuditRetentionController,
  AuditStreamController,
  AuditWebhooksController,
  EnrichEventsController,
  DataModelsController,
  EnrichmentRulesController,
  ExplainController,
  LookupTablesController,
  LookupImportsController,
  ProviderLookupsController,
  ProvidersController,
  PipelineController,
  ParkedEventsController,
  SharedStateController,
];

const APIS = [
  AccountsApi,
  AuditApi,
  DeploymentsApi,
  RolloutsApi,
  DiagnosesApi,
  EnrichmentApi,
  EnrichmentPipelineApi,
  EnrichmentSettingsApi,
  LookupTablesApi,
  PlansApi,
  ProviderLookupsApi,
  PreflightsApi,
  ProvidersApi,
  ReadersApi,
  ReleasesApi,
  RolesApi,
  SharedStateApi,
  TokensApi,
  WebhooksApi,
];

/** The doors with nothing behind them: enough to describe them. */
@Module({
  controllers: DOORS,
  providers: [
    Authenticator,
    ...[TokenCache, IssuedValues, ...APIS.map(({ typeName }) => typeName)].map((provide) => ({
      provide,
      useValue: {},
    })),
  ],
})
export class DoorsOnly {}

@Module({})
export class GatewayModule {
  static with(
    config: Pick<GatewayConfig, 'tokens' | 'tokenValueSecret' | 'rateLimits'>,
  ): DynamicModule {
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
        {
          provide: IssuedValues,
          useValue: new IssuedValues(config.tokenValueSecret.reveal()),
        },
        { provide: RateLimits, useValue: new RateLimits(config.rateLimits) },
        Authenticator,
        AttemptReporter,
        UseCollector,
      ],
    };
  }
}

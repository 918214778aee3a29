import 'reflect-metadata';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
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
  fingerprintOf,
  newTokenValue,
  parseNetwork,
  PlansApi,
  ProviderLookupsApi,
  PreflightsApi,
  ProvidersApi,
  Refusal,
  ReleasesApi,
  RolesApi,
  SharedStateApi,
  TokensApi,
  TokenSchema,
  ReadersApi,
  WebhooksApi,
} from '@margay/contracts';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Access } from '../src/access.js';
import { AttemptReporter, type Attempt } from '../src/attempt-reporter.service.js';
import { Authenticator } from '../src/authenticator.service.js';
import { DOORS } from '../src/gateway.module.js';
import { furnish, HTTP_OPTIONS, httpAdapter } from '../src/http-server.js';
import { IssuedValues } from '../src/tokens/issued-values.js';
import { RateLimits, type RateLimitOptions } from '../src/rate-limits.js';
import { UseCollector } from '../src/use-collector.service.js';
import { TokenCache } from '../src/token-cache.js';

/** The contracts' methods as a plain object has them; one that is not there is not expected to be called. */
export type Stand = Readonly<Record<string, (request: never, caller: never) => unknown>>;

export interface GuardedRoute {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
}

export interface Doors {
  readonly app: NestFastifyApplication;
  /** What the audit log was told, in order. */
  readonly attempts: readonly Attempt[];
  /** A value that comes in with these rights. */
  key(permissions: readonly string[], allowedCidrBlocks?: readonly string[]): string;
  /** The same for a value that was replaced and still works for an hour. */
  replacedKey(permissions: readonly string[]): string;
  /** A value that `tokens` refuses for this. */
  refusedKey(refusal: Refusal): string;
  /** Every route that somebody guards. */
  readonly routes: readonly GuardedRoute[];
  /** How often `tokens` was asked whose value it is. */
  asked(): number;
}

export const TOKEN_ID = '7b1b5a3e-6f0e-4a3e-9a55-2f6f3c1d9e01';

const BOUNDLESS = {
  tokenPerMinute: 1_000_000,
  refusalsPerMinute: 1_000_000,
  anonymousPerMinute: 1_000_000,
};

/** The gateway's doors over plain objects: Nest, Fastify and zod are real, the bus is not there. */
export async function openDoors(
  stands: {
    tokens?: Stand;
    roles?: Stand;
    accounts?: Stand;
    releases?: Stand;
    plans?: Stand;
    diagnoses?: Stand;
    preflights?: Stand;
    deployments?: Stand;
    rollouts?: Stand;
    audit?: Stand;
    enrichment?: Stand;
    settings?: Stand;
    lookupTables?: Stand;
    providers?: Stand;
    providerLookups?: Stand;
    pipeline?: Stand;
    sharedState?: Stand;
    webhooks?: Stand;
    readers?: Stand;
  } = {},
  trustedProxies: readonly string[] = [],
  limits: RateLimitOptions = BOUNDLESS,
): Promise<Doors> {
  const known = new Map<string, ReturnType<typeof tokenOf>>();
  const replaced = new Set<string>();
  const refusals = new Map<string, Refusal>();
  const attempts: Attempt[] = [];
  let asked = 0;
  const tokens = {
    ...stands.tokens,
    authenticateToken: ({ fingerprint }: { fingerprint: Uint8Array }) => {
      asked++;
      const print = Buffer.from(fingerprint).toString('hex');
      const token = known.get(print);
      const left = replaced.has(print)
        ? { worksUntil: timestampFromMs(Date.now() + 3_600_000) }
        : {};
      return token
        ? Promise.resolve({ token, generation: 1, epoch: 'e', position: 1n, ...left })
        : Promise.resolve({ refusal: refusals.get(print) ?? Refusal.UNKNOWN });
    },
  };
  const cache = new TokenCache(1_000, () => true);

  @Module({
    controllers: DOORS,
    providers: [
      Authenticator,
      { provide: IssuedValues, useValue: new IssuedValues('a secret to derive values from') },
      { provide: TokenCache, useValue: cache },
      UseCollector,
      { provide: RateLimits, useValue: new RateLimits(limits) },
      {
        provide: AttemptReporter,
        useValue: { report: (attempt: Attempt) => attempts.push(attempt) },
      },
      { provide: TokensApi.typeName, useValue: tokens },
      { provide: RolesApi.typeName, useValue: stands.roles ?? {} },
      { provide: AccountsApi.typeName, useValue: stands.accounts ?? {} },
      { provide: DiagnosesApi.typeName, useValue: stands.diagnoses ?? {} },
      { provide: PlansApi.typeName, useValue: stands.plans ?? {} },
      { provide: DeploymentsApi.typeName, useValue: stands.deployments ?? {} },
      { provide: RolloutsApi.typeName, useValue: stands.rollouts ?? {} },
      { provide: PreflightsApi.typeName, useValue: stands.preflights ?? {} },
      { provide: ReleasesApi.typeName, useValue: stands.releases ?? {} },
      { provide: AuditApi.typeName, useValue: stands.audit ?? {} },
      { provide: ReadersApi.typeName, useValue: stands.readers ?? {} },
      { provide: WebhooksApi.typeName, useValue: stands.webhooks ?? {} },
      { provide: EnrichmentApi.typeName, useValue: stands.enrichment ?? {} },
      { provide: EnrichmentSettingsApi.typeName, useValue: stands.settings ?? {} },
      { provide: LookupTablesApi.typeName, useValue: stands.lookupTables ?? {} },
      { provide: ProvidersApi.typeName, useValue: stands.providers ?? {} },
      { provide: ProviderLookupsApi.typeName, useValue: stands.providerLookups ?? {} },
      { provide: EnrichmentPipelineApi.typeName, useValue: stands.pipeline ?? {} },
      { provide: SharedStateApi.typeName, useValue: stands.sharedState ?? {} },
    ],
  })
  class Doors {}

  const app = await NestFactory.create<NestFastifyApplication>(Doors, httpAdapter(), {
    logger: false,
    ...HTTP_OPTIONS,
  });
  const routes: GuardedRoute[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url, config }) => {
      if (typeof config?.access === 'object' && method !== 'HEAD')
        routes.push({ method: String(method), path: url, access: config.access });
    });
  furnish(app, { trustedProxies: trustedProxies.map(parseNetwork), requestTimeoutMs: 5_000 });
  await app.listen(0, '127.0.0.1');
  const key = (permissions: readonly string[], allowedCidrBlocks: readonly string[] = []) => {
    const value = newTokenValue();
    known.set(fingerprintOf(value).toString('hex'), tokenOf(permissions, allowedCidrBlocks));
    return value;
  };
  return {
    app,
    attempts,
    routes,
    key,
    replacedKey: (permissions) => {
      const value = key(permissions);
      replaced.add(fingerprintOf(value).toString('hex'));
      return value;
    },
    refusedKey: (refusal) => {
      const value = newTokenValue();
      refusals.set(fingerprintOf(value).toString('hex'), refusal);
      return value;
    },
    asked: () => asked,
  };
}

export const tokenOf = (permissions: readonly string[], allowedCidrBlocks: readonly string[]) =>
  create(TokenSchema, {
    id: TOKEN_ID,
    name: 'ci',
    permissions: [...permissions],
    allowedCidrBlocks: [...allowedCidrBlocks],
    createdAt: { seconds: 1_750_000_000n },
    createdBy: { type: 3, id: 'tokens' },
  });

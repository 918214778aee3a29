import 'reflect-metadata';
import { create } from '@bufbuild/protobuf';
import {
  AuditApi,
  EnrichmentApi,
  fingerprintOf,
  newTokenValue,
  RolesApi,
  ServiceError,
  TokensApi,
  TokenSchema,
} from '@margay/contracts';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AttemptReporter, type Attempt } from '../src/attempt-reporter.service.js';
import { AuditController } from '../src/audit.controller.js';
import { Authenticator } from '../src/authenticator.service.js';
import { parseNetwork } from '../src/client-address.js';
import { EnrichmentController } from '../src/enrichment.controller.js';
import { furnish, HTTP_OPTIONS, httpAdapter } from '../src/http-server.js';
import { IamRolesController } from '../src/iam-roles.controller.js';
import { PermissionsController } from '../src/permissions.controller.js';
import { TokenCache } from '../src/token-cache.js';
import { TokensController } from '../src/tokens.controller.js';

/** The contracts' methods as a plain object has them; one that is not there is not expected to be called. */
export type Stand = Readonly<Record<string, (request: never, caller: never) => unknown>>;

export interface Doors {
  readonly app: NestFastifyApplication;
  /** What the audit log was told, in order. */
  readonly attempts: readonly Attempt[];
  /** A value that comes in with these rights. */
  key(permissions: readonly string[], allowedCidrBlocks?: readonly string[]): string;
  /** How often `tokens` was asked whose value it is. */
  asked(): number;
}

export const TOKEN_ID = '7b1b5a3e-6f0e-4a3e-9a55-2f6f3c1d9e01';

/** The gateway's doors over plain objects: Nest, Fastify and zod are real, the bus is not there. */
export async function openDoors(
  stands: { tokens?: Stand; roles?: Stand; audit?: Stand; enrichment?: Stand } = {},
  trustedProxies: readonly string[] = [],
): Promise<Doors> {
  const known = new Map<string, ReturnType<typeof tokenOf>>();
  const attempts: Attempt[] = [];
  let asked = 0;
  const tokens = {
    ...stands.tokens,
    authenticateToken: ({ fingerprint }: { fingerprint: Uint8Array }) => {
      asked++;
      const token = known.get(Buffer.from(fingerprint).toString('hex'));
      return token
        ? Promise.resolve({ token, epoch: 'e', position: 1n })
        : Promise.reject(new ServiceError('unauthorized', 'Unknown.'));
    },
  };
  const cache = new TokenCache(1_000, () => true);

  @Module({
    controllers: [
      TokensController,
      PermissionsController,
      IamRolesController,
      AuditController,
      EnrichmentController,
    ],
    providers: [
      Authenticator,
      { provide: TokenCache, useValue: cache },
      {
        provide: AttemptReporter,
        useValue: { report: (attempt: Attempt) => attempts.push(attempt) },
      },
      { provide: TokensApi.typeName, useValue: tokens },
      { provide: RolesApi.typeName, useValue: stands.roles ?? {} },
      { provide: AuditApi.typeName, useValue: stands.audit ?? {} },
      { provide: EnrichmentApi.typeName, useValue: stands.enrichment ?? {} },
    ],
  })
  class Doors {}

  const app = await NestFactory.create<NestFastifyApplication>(Doors, httpAdapter(), {
    logger: false,
    ...HTTP_OPTIONS,
  });
  furnish(app, { trustedProxies: trustedProxies.map(parseNetwork), requestTimeoutMs: 5_000 });
  await app.listen(0, '127.0.0.1');
  return {
    app,
    attempts,
    key: (permissions, allowedCidrBlocks = []) => {
      const value = newTokenValue();
      known.set(fingerprintOf(value).toString('hex'), tokenOf(permissions, allowedCidrBlocks));
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

import { AuditApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import { LIMIT } from './audit.schema.js';
import {
  type Checkpoint,
  CheckpointList,
  CheckpointQuery,
  ConsistencyProof,
  ConsistencyQuery,
  InclusionProof,
  Manifest,
  RangeQuery,
  SequenceParam,
  SigningKeyList,
  SizeQuery,
} from './audit-proof.schema.js';
import { pageOf } from './paging.schema.js';
import { Caller } from './request-state.js';

const READ = 'AuditLogRead';
const PROVE = { action: 'PROVE_AUDIT_RECORD' } as const;

type CheckpointBody = z.output<typeof Checkpoint>;

/** What proves the audit log to somebody who trusts nothing but a public key. */
@ApiTags('Audit Log')
@Controller('audit-log')
export class AuditProofController {
  constructor(@Inject(AuditApi.typeName) private readonly audit: Client<typeof AuditApi>) {}

  @Get('checkpoints')
  @Requires(READ, PROVE)
  @ApiOperation({ operationId: 'listAuditCheckpoints', summary: 'Read signed heads of the log' })
  @ApiOkResponse({ standardSchema: CheckpointList })
  @ApiRefusals(400, 401, 403)
  async checkpoints(
    @Query({ schema: CheckpointQuery }) { order, from, ...page }: CheckpointQuery,
    @Caller() caller: BusCaller,
  ): Promise<CheckpointList> {
    const { checkpoints, next } = await this.audit.listCheckpoints(
      {
        ...pageOf(page, LIMIT.default),
        oldestFirst: order === 'oldest',
        sizeFrom: BigInt(from ?? 0),
      },
      caller,
    );
    return {
      results: checkpoints.map((text) => JSON.parse(text) as CheckpointBody),
      ...(next ? { next } : {}),
    };
  }

  @Get('records/:sequence/proof')
  @Requires(READ, PROVE)
  @ApiOperation({
    operationId: 'proveAuditRecord',
    summary: 'Prove that a record is in the log that a checkpoint signs',
    description:
      'As RFC 6962 has it. The leaf is the canonical JSON of the record as it is hashed.',
  })
  @ApiOkResponse({ standardSchema: InclusionProof })
  @ApiRefusals(400, 401, 403, 404)
  async inclusion(
    @Param({ schema: SequenceParam }) { sequence }: SequenceParam,
    @Query({ schema: SizeQuery }) { size }: SizeQuery,
    @Caller() caller: BusCaller,
  ): Promise<InclusionProof> {
    const request = { sequence: BigInt(sequence), size: BigInt(size ?? 0) };
    const { leafHash, hashes, checkpoint } = await this.audit.proveInclusion(request, caller);
    return {
      sequence: Number(sequence),
      leafHash,
      hashes,
      checkpoint: JSON.parse(checkpoint) as CheckpointBody,
    };
  }

  @Get('consistency')
  @Requires(READ, PROVE)
  @ApiOperation({
    operationId: 'proveAuditConsistency',
    summary: 'Prove that an older log is the beginning of a newer one',
  })
  @ApiOkResponse({ standardSchema: ConsistencyProof })
  @ApiRefusals(400, 401, 403, 404)
  async consistency(
    @Query({ schema: ConsistencyQuery }) { older, newer }: ConsistencyQuery,
    @Caller() caller: BusCaller,
  ): Promise<ConsistencyProof> {
    const range = { older: BigInt(older), newer: BigInt(newer) };
    const { hashes } = await this.audit.proveConsistency(range, caller);
    return { older: Number(older), newer: Number(newer), hashes };
  }

  @Get('manifest')
  @Requires(READ, PROVE)
  @ApiOperation({
    operationId: 'getAuditManifest',
    summary: 'Read what proves an export',
    description:
      'Of a range that ends with a checkpoint: `X-Audit-From` to `X-Audit-To` of an export.',
  })
  @ApiOkResponse({ standardSchema: Manifest })
  @ApiRefusals(400, 401, 403, 404)
  async manifest(
    @Query({ schema: RangeQuery }) { from, to }: RangeQuery,
    @Caller() caller: BusCaller,
  ): Promise<z.output<typeof Manifest>> {
    const range = { fromSequence: BigInt(from), toSequence: BigInt(to) };
    const { manifest } = await this.audit.getManifest(range, caller);
    return JSON.parse(manifest) as z.output<typeof Manifest>;
  }

  @Get('keys')
  @Requires(READ, PROVE)
  @ApiOperation({ operationId: 'listAuditKeys', summary: 'Read the public keys in force' })
  @ApiOkResponse({ standardSchema: SigningKeyList })
  @ApiRefusals(401, 403)
  async keys(@Caller() caller: BusCaller): Promise<SigningKeyList> {
    const { keys } = await this.audit.listSigningKeys({}, caller);
    return { results: keys.map(({ id, publicKey }) => ({ id, publicKey })) };
  }
}

import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { ServiceError, SharedKind, SharedStateApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import {
  ChangeSet,
  Counter,
  IncrementCounter,
  Incremented,
  PutValue,
  SharedNamespace,
  SharedSet,
  SharedValue,
} from './shared-state.schema.js';

const RUN = 'EnrichmentRun';

/** Detections do it with every event: it is no change of anybody's settings. */
const uses = (action: string) => Requires(RUN, { action, readsOnly: true });

const expiry = (at: Timestamp | undefined) =>
  at ? { expiresAt: timestampDate(at).toISOString() } : {};

const KINDS: Readonly<Record<string, SharedKind>> = {
  counters: SharedKind.COUNTER,
  sets: SharedKind.SET,
  values: SharedKind.VALUE,
};

@ApiTags('Shared state')
@Controller('enrichment/state/:namespace')
export class SharedStateController {
  constructor(
    @Inject(SharedStateApi.typeName) private readonly state: Client<typeof SharedStateApi>,
  ) {}

  @Get()
  @uses('GET_SHARED_NAMESPACE')
  @ApiOperation({ operationId: 'getSharedNamespace', summary: 'Count the keys of a namespace' })
  @ApiOkResponse({ standardSchema: SharedNamespace })
  @ApiRefusals(400, 401, 403)
  async namespace(
    @Param('namespace') namespace: string,
    @Caller() caller: BusCaller,
  ): Promise<SharedNamespace> {
    const { keys, keysMax } = await this.state.getNamespace({ namespace }, caller);
    return { keys: Number(keys), keysMax: Number(keysMax) };
  }

  @Delete()
  @HttpCode(204)
  @Requires('EnrichmentModify', { action: 'CLEAR_SHARED_NAMESPACE' })
  @ApiOperation({ operationId: 'clearSharedNamespace', summary: 'Forget all of a namespace' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403)
  async clear(@Param('namespace') namespace: string, @Caller() caller: BusCaller): Promise<void> {
    await this.state.clearNamespace({ namespace }, caller);
  }

  @Post('counters/:key')
  @HttpCode(200)
  @uses('INCREMENT_SHARED_COUNTER')
  @ApiOperation({
    operationId: 'incrementSharedCounter',
    summary: 'Add to a counter',
    description: 'Exact, however many add at once.',
  })
  @ApiOkResponse({ standardSchema: Incremented })
  @ApiRefusals(400, 401, 403, 409)
  async increment(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Body({ schema: IncrementCounter }) { by = 1, threshold = 0, windowSeconds }: IncrementCounter,
    @Caller() caller: BusCaller,
  ): Promise<Incremented> {
    const { count, crossed, expiresAt } = await this.state.incrementCounter(
      { namespace, key, by: BigInt(by), threshold: BigInt(threshold), windowSeconds },
      caller,
    );
    return { count: Number(count), crossed, ...expiry(expiresAt) };
  }

  @Get('counters/:key')
  @uses('GET_SHARED_COUNTER')
  @ApiOperation({
    operationId: 'getSharedCounter',
    summary: 'Read a counter; 0 where there is none',
  })
  @ApiOkResponse({ standardSchema: Counter })
  @ApiRefusals(400, 401, 403)
  async counter(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Caller() caller: BusCaller,
  ): Promise<Counter> {
    const { count, expiresAt } = await this.state.getCounter({ namespace, key }, caller);
    return { count: Number(count), ...expiry(expiresAt) };
  }

  @Post('sets/:key')
  @HttpCode(200)
  @uses('CHANGE_SHARED_SET')
  @ApiOperation({
    operationId: 'changeSharedSet',
    summary: 'Add to a set of strings, and take away from it',
  })
  @ApiOkResponse({ standardSchema: SharedSet })
  @ApiRefusals(400, 401, 403, 409, 413)
  async change(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Body({ schema: ChangeSet })
    { add = [], remove = [], replace = false, ttlSeconds }: ChangeSet,
    @Caller() caller: BusCaller,
  ): Promise<SharedSet> {
    const { members, expiresAt } = await this.state.changeSet(
      { namespace, key, add, remove, replace, ttlSeconds },
      caller,
    );
    return { members, ...expiry(expiresAt) };
  }

  @Get('sets/:key')
  @uses('GET_SHARED_SET')
  @ApiOperation({
    operationId: 'getSharedSet',
    summary: 'Read a set of strings; empty where there is none',
  })
  @ApiOkResponse({ standardSchema: SharedSet })
  @ApiRefusals(400, 401, 403)
  async members(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Caller() caller: BusCaller,
  ): Promise<SharedSet> {
    const { members, expiresAt } = await this.state.getSet({ namespace, key }, caller);
    return { members, ...expiry(expiresAt) };
  }

  @Put('values/:key')
  @uses('PUT_SHARED_VALUE')
  @ApiOperation({ operationId: 'putSharedValue', summary: 'Keep a value for a while' })
  @ApiOkResponse({ standardSchema: SharedValue })
  @ApiRefusals(400, 401, 403, 409)
  async put(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Body({ schema: PutValue }) { value, ttlSeconds }: PutValue,
    @Caller() caller: BusCaller,
  ): Promise<SharedValue> {
    const bytes = Buffer.from(JSON.stringify(value));
    const { expiresAt } = await this.state.putValue(
      { namespace, key, value: bytes, ttlSeconds },
      caller,
    );
    return { value, ...expiry(expiresAt) };
  }

  @Get('values/:key')
  @uses('GET_SHARED_VALUE')
  @ApiOperation({ operationId: 'getSharedValue', summary: 'Read a value that was kept' })
  @ApiOkResponse({ standardSchema: SharedValue })
  @ApiRefusals(400, 401, 403, 404)
  async value(
    @Param('namespace') namespace: string,
    @Param('key') key: string,
    @Caller() caller: BusCaller,
  ): Promise<SharedValue> {
    const { value, expiresAt } = await this.state.getValue({ namespace, key }, caller);
    if (value === undefined) throw new ServiceError('not_found', 'There is no such value.');
    return { value: JSON.parse(Buffer.from(value).toString()) as unknown, ...expiry(expiresAt) };
  }

  @Delete(':kind/:key')
  @HttpCode(204)
  @uses('FORGET_SHARED_STATE')
  @ApiOperation({
    operationId: 'forgetSharedState',
    summary: 'Forget a counter, a set or a value',
    description: '`kind` is `counters`, `sets` or `values`. There need be none.',
  })
  @ApiNoContentResponse()
  @ApiRefusals(400, 401, 403, 404)
  async forget(
    @Param('namespace') namespace: string,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Caller() caller: BusCaller,
  ): Promise<void> {
    const known = KINDS[kind];
    if (known === undefined) throw new ServiceError('not_found', 'There is no such kind.');
    await this.state.forget({ namespace, kind: known, key }, caller);
  }
}

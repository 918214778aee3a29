import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type ChangeSetRequest,
  type ChangeSetResponseSchema,
  type ClearNamespaceRequest,
  type ClearNamespaceResponseSchema,
  type ForgetRequest,
  type ForgetResponseSchema,
  type GetCounterRequest,
  type GetCounterResponseSchema,
  type GetNamespaceRequest,
  type GetNamespaceResponseSchema,
  type GetSetRequest,
  type GetSetResponseSchema,
  type GetValueRequest,
  type GetValueResponseSchema,
  type IncrementCounterRequest,
  type IncrementCounterResponseSchema,
  type PutValueRequest,
  type PutValueResponseSchema,
  ServiceError,
  SharedKind as WireKind,
  SharedStateApi,
} from '@margay/contracts';
import { Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { SharedKind } from './shared-key.js';
import { SharedState } from './shared-state.service.js';

const KINDS: Readonly<Partial<Record<WireKind, SharedKind>>> = {
  [WireKind.COUNTER]: 'counter',
  [WireKind.SET]: 'set',
  [WireKind.VALUE]: 'value',
};

const expiry = (expiresAt?: Date) => (expiresAt ? { expiresAt: timestampFromDate(expiresAt) } : {});

@Controller()
export class SharedStateController implements Served<typeof SharedStateApi> {
  constructor(private readonly state: SharedState) {}

  @Rpc(SharedStateApi.method.incrementCounter)
  async incrementCounter(
    @Payload() { namespace, key, by, windowSeconds, threshold }: IncrementCounterRequest,
  ): Promise<MessageInitShape<typeof IncrementCounterResponseSchema>> {
    const asked = { namespace, key, by: Number(by), windowSeconds, threshold: Number(threshold) };
    const { count, crossed, expiresAt } = await this.state.increment(asked);
    return { count: BigInt(count), crossed, ...expiry(expiresAt) };
  }

  @Rpc(SharedStateApi.method.getCounter)
  async getCounter(
    @Payload() request: GetCounterRequest,
  ): Promise<MessageInitShape<typeof GetCounterResponseSchema>> {
    const found = await this.state.counter(request);
    return { count: BigInt(found?.count ?? 0), ...expiry(found?.expiresAt) };
  }

  @Rpc(SharedStateApi.method.changeSet)
  async changeSet(
    @Payload() request: ChangeSetRequest,
  ): Promise<MessageInitShape<typeof ChangeSetResponseSchema>> {
    const found = await this.state.changeSet(request);
    return { members: [...(found?.members ?? [])], ...expiry(found?.expiresAt) };
  }

  @Rpc(SharedStateApi.method.getSet)
  async getSet(
    @Payload() request: GetSetRequest,
  ): Promise<MessageInitShape<typeof GetSetResponseSchema>> {
    const found = await this.state.members(request);
    return { members: [...(found?.members ?? [])], ...expiry(found?.expiresAt) };
  }

  @Rpc(SharedStateApi.method.putValue)
  async putValue(
    @Payload() request: PutValueRequest,
  ): Promise<MessageInitShape<typeof PutValueResponseSchema>> {
    return expiry(await this.state.put(request));
  }

  @Rpc(SharedStateApi.method.getValue)
  async getValue(
    @Payload() request: GetValueRequest,
  ): Promise<MessageInitShape<typeof GetValueResponseSchema>> {
    const found = await this.state.value(request);
    if (!found) return {};
    return { value: found.value as Uint8Array<ArrayBuffer>, ...expiry(found.expiresAt) };
  }

  @Rpc(SharedStateApi.method.forget)
  async forget(
    @Payload() { kind, ...address }: ForgetRequest,
  ): Promise<MessageInitShape<typeof ForgetResponseSchema>> {
    const known = KINDS[kind];
    if (!known) throw new ServiceError('bad_request', 'There is no such kind.');
    return { found: await this.state.forget(known, address) };
  }

  @Rpc(SharedStateApi.method.getNamespace)
  async getNamespace(
    @Payload() { namespace }: GetNamespaceRequest,
  ): Promise<MessageInitShape<typeof GetNamespaceResponseSchema>> {
    const { keys, keysMax } = await this.state.namespace(namespace);
    return { keys: BigInt(keys), keysMax: BigInt(keysMax) };
  }

  @Rpc(SharedStateApi.method.clearNamespace)
  async clearNamespace(
    @Payload() { namespace }: ClearNamespaceRequest,
  ): Promise<MessageInitShape<typeof ClearNamespaceResponseSchema>> {
    return { forgotten: BigInt(await this.state.clear(namespace)) };
  }
}

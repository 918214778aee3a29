import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type GetReaderRequest,
  type GetReaderResponseSchema,
  type ListReadersResponseSchema,
  ReadersApi,
  type RegisterReaderRequest,
  type RegisterReaderResponseSchema,
  type RemoveReaderRequest,
  type RemoveReaderResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ReadersService } from './readers.service.js';
import { readerToWire } from './readers.wire.js';

type Answer<Schema extends DescMessage> = Promise<MessageInitShape<Schema>>;

@Controller()
export class ReadersController implements Served<typeof ReadersApi> {
  constructor(private readonly readers: ReadersService) {}

  @Rpc(ReadersApi.method.registerReader)
  async registerReader(
    @Payload() { name, actions, fromSequence, since }: RegisterReaderRequest,
    @CallContext() call: Call,
  ): Answer<typeof RegisterReaderResponseSchema> {
    const start = { fromSequence: Number(fromSequence), since: since && timestampDate(since) };
    const reader = await this.readers.register({ name, actions, start }, causeOf(call));
    return { reader: readerToWire(reader, this.readers.stream) };
  }

  @Rpc(ReadersApi.method.listReaders)
  async listReaders(): Answer<typeof ListReadersResponseSchema> {
    const readers = await this.readers.list();
    return { readers: readers.map((reader) => readerToWire(reader, this.readers.stream)) };
  }

  @Rpc(ReadersApi.method.getReader)
  async getReader(@Payload() { id }: GetReaderRequest): Answer<typeof GetReaderResponseSchema> {
    return { reader: readerToWire(await this.readers.one(id), this.readers.stream) };
  }

  @Rpc(ReadersApi.method.removeReader)
  async removeReader(
    @Payload() { id, expectedRevisions }: RemoveReaderRequest,
    @CallContext() call: Call,
  ): Answer<typeof RemoveReaderResponseSchema> {
    await this.readers.remove(id, expectedRevisions, causeOf(call));
    return {};
  }
}

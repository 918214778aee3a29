import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type AppendImportRequest,
  type AppendImportResponseSchema,
  type BeginImportRequest,
  type BeginImportResponseSchema,
  type DefineLookupTableRequest,
  type DefineLookupTableResponseSchema,
  type FinishImportRequest,
  type FinishImportResponseSchema,
  type GetImportRequest,
  type GetImportResponseSchema,
  type GetLookupTableRequest,
  type GetLookupTableResponseSchema,
  type ListImportsRequest,
  type ListImportsResponseSchema,
  type ListLookupTablesRequest,
  type ListLookupTablesResponseSchema,
  LookupTablesApi,
  type LookUpRequest,
  type LookUpResponseSchema,
  type RemoveLookupTableRequest,
  type RemoveLookupTableResponseSchema,
  ServiceError,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SettingsReader } from '../settings/settings-reader.service.js';
import type { LookupTableSetting } from '../settings/settings.js';
import { LoadedTables } from './loaded-tables.service.js';
import { LookupTablesService, PART_BYTES_MAX } from './lookup-tables.service.js';
import { definitionFromWire, importToWire, tableToWire } from './lookup-tables.wire.js';

@Controller()
export class LookupTablesController implements Served<typeof LookupTablesApi> {
  constructor(
    private readonly tables: LookupTablesService,
    private readonly reader: SettingsReader,
    private readonly loaded: LoadedTables,
  ) {}

  @Rpc(LookupTablesApi.method.defineLookupTable)
  async defineLookupTable(
    @Payload() { name, definition, expectedRevisions }: DefineLookupTableRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DefineLookupTableResponseSchema>> {
    if (definition === undefined)
      throw new ServiceError('bad_request', 'A definition is needed.', {
        fields: [{ path: 'definition', message: 'Must not be missing.' }],
      });
    await this.tables.define(
      name,
      definitionFromWire(definition),
      expectedRevisions,
      causeOf(call),
    );
    return { table: await this.answer(name) };
  }

  @Rpc(LookupTablesApi.method.getLookupTable)
  async getLookupTable(
    @Payload() { name }: GetLookupTableRequest,
  ): Promise<MessageInitShape<typeof GetLookupTableResponseSchema>> {
    return { table: await this.answer(name) };
  }

  @Rpc(LookupTablesApi.method.listLookupTables)
  async listLookupTables(
    @Payload() { limit, cursor }: ListLookupTablesRequest,
  ): Promise<MessageInitShape<typeof ListLookupTablesResponseSchema>> {
    const { items, next } = await this.reader.lookupTables(limit, cursor);
    return { tables: items.map(([name, setting]) => this.toWire(name, setting)), next };
  }

  @Rpc(LookupTablesApi.method.removeLookupTable)
  async removeLookupTable(
    @Payload() { name, expectedRevisions }: RemoveLookupTableRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RemoveLookupTableResponseSchema>> {
    await this.tables.remove(name, expectedRevisions, causeOf(call));
    return {};
  }

  @Rpc(LookupTablesApi.method.beginImport)
  async beginImport(
    @Payload() { table, format }: BeginImportRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof BeginImportResponseSchema>> {
    const id = await this.tables.beginImport(table, format, causeOf(call));
    return { id, partBytesMax: PART_BYTES_MAX };
  }

  @Rpc(LookupTablesApi.method.appendImport)
  async appendImport(
    @Payload() { id, number, data }: AppendImportRequest,
  ): Promise<MessageInitShape<typeof AppendImportResponseSchema>> {
    await this.tables.append(id, number, data);
    return {};
  }

  @Rpc(LookupTablesApi.method.finishImport)
  async finishImport(
    @Payload() { id, parts }: FinishImportRequest,
  ): Promise<MessageInitShape<typeof FinishImportResponseSchema>> {
    return { import: importToWire(await this.tables.finish(id, parts)) };
  }

  @Rpc(LookupTablesApi.method.getImport)
  async getImport(
    @Payload() { id }: GetImportRequest,
  ): Promise<MessageInitShape<typeof GetImportResponseSchema>> {
    return { import: importToWire(await this.tables.import(id)) };
  }

  @Rpc(LookupTablesApi.method.listImports)
  async listImports(
    @Payload() { table }: ListImportsRequest,
  ): Promise<MessageInitShape<typeof ListImportsResponseSchema>> {
    return { imports: (await this.tables.imports(table)).map(importToWire) };
  }

  @Rpc(LookupTablesApi.method.lookUp)
  async lookUp(
    @Payload() { table, keys }: LookUpRequest,
  ): Promise<MessageInitShape<typeof LookUpResponseSchema>> {
    const found = await this.tables.lookUp(table, keys);
    return {
      results: found.map((one) =>
        typeof one === 'string'
          ? { status: one, row: '' }
          : { status: 'hit', row: JSON.stringify(one) },
      ),
    };
  }

  private async answer(name: string) {
    return this.toWire(name, await this.reader.lookupTable(name));
  }

  private toWire(name: string, setting: LookupTableSetting) {
    return tableToWire(name, setting, this.loaded.table(name)?.summary.bytes ?? 0);
  }
}

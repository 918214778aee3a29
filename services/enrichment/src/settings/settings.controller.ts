import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type DefineDataModelRequest,
  type DefineDataModelResponseSchema,
  type DefineRuleRequest,
  type DefineRuleResponseSchema,
  EnrichmentSettingsApi,
  type ExplainEventRequest,
  type ExplainEventResponseSchema,
  type GetDataModelRequest,
  type GetDataModelResponseSchema,
  type GetRuleRequest,
  type GetRuleResponseSchema,
  type ListDataModelsRequest,
  type ListDataModelsResponseSchema,
  type ListDataModelVersionsRequest,
  type ListDataModelVersionsResponseSchema,
  type ListNoticesResponseSchema,
  type ListRulesRequest,
  type ListRulesResponseSchema,
  type RemoveDataModelRequest,
  type RemoveDataModelResponseSchema,
  type RemoveRuleRequest,
  type RemoveRuleResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EnrichmentService } from '../enrichment.service.js';
import {
  dataModelToWire,
  fieldsFromWire,
  noticeToWire,
  ruleFromWire,
  ruleToWire,
  versionToWire,
} from './settings.wire.js';
import { SettingsReader } from './settings-reader.service.js';
import { SettingsService } from './settings.service.js';

@Controller()
export class SettingsController implements Served<typeof EnrichmentSettingsApi> {
  constructor(
    private readonly settings: SettingsService,
    private readonly reader: SettingsReader,
    private readonly enrichment: EnrichmentService,
  ) {}

  @Rpc(EnrichmentSettingsApi.method.defineDataModel)
  async defineDataModel(
    @Payload() { logType, fields, selectors, expectedRevisions }: DefineDataModelRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DefineDataModelResponseSchema>> {
    const definition = { fields: fieldsFromWire(fields), selectors };
    await this.settings.defineDataModel(logType, definition, expectedRevisions, causeOf(call));
    return { dataModel: dataModelToWire(await this.reader.dataModel(logType)) };
  }

  @Rpc(EnrichmentSettingsApi.method.getDataModel)
  async getDataModel(
    @Payload() { logType }: GetDataModelRequest,
  ): Promise<MessageInitShape<typeof GetDataModelResponseSchema>> {
    return { dataModel: dataModelToWire(await this.reader.dataModel(logType)) };
  }

  @Rpc(EnrichmentSettingsApi.method.listDataModels)
  async listDataModels(
    @Payload() { limit, cursor }: ListDataModelsRequest,
  ): Promise<MessageInitShape<typeof ListDataModelsResponseSchema>> {
    const { items, next } = await this.reader.dataModels(limit, cursor);
    return { dataModels: items.map(dataModelToWire), next };
  }

  @Rpc(EnrichmentSettingsApi.method.listDataModelVersions)
  async listDataModelVersions(
    @Payload() { logType }: ListDataModelVersionsRequest,
  ): Promise<MessageInitShape<typeof ListDataModelVersionsResponseSchema>> {
    const versions = await this.reader.dataModelVersions(logType);
    return { versions: versions.map((version) => versionToWire(logType, version)) };
  }

  @Rpc(EnrichmentSettingsApi.method.removeDataModel)
  async removeDataModel(
    @Payload() { logType, expectedRevisions }: RemoveDataModelRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RemoveDataModelResponseSchema>> {
    await this.settings.removeDataModel(logType, expectedRevisions, causeOf(call));
    return {};
  }

  @Rpc(EnrichmentSettingsApi.method.defineRule)
  async defineRule(
    @Payload() request: DefineRuleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof DefineRuleResponseSchema>> {
    const { name, expectedRevisions } = request;
    await this.settings.defineRule(name, ruleFromWire(request), expectedRevisions, causeOf(call));
    return { rule: ruleToWire(name, await this.reader.rule(name)) };
  }

  @Rpc(EnrichmentSettingsApi.method.getRule)
  async getRule(
    @Payload() { name }: GetRuleRequest,
  ): Promise<MessageInitShape<typeof GetRuleResponseSchema>> {
    return { rule: ruleToWire(name, await this.reader.rule(name)) };
  }

  @Rpc(EnrichmentSettingsApi.method.listRules)
  async listRules(
    @Payload() { limit, cursor }: ListRulesRequest,
  ): Promise<MessageInitShape<typeof ListRulesResponseSchema>> {
    const { items, next } = await this.reader.rules(limit, cursor);
    return { rules: items.map(([name, rule]) => ruleToWire(name, rule)), next };
  }

  @Rpc(EnrichmentSettingsApi.method.removeRule)
  async removeRule(
    @Payload() { name, expectedRevisions }: RemoveRuleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RemoveRuleResponseSchema>> {
    await this.settings.removeRule(name, expectedRevisions, causeOf(call));
    return {};
  }

  @Rpc(EnrichmentSettingsApi.method.explainEvent)
  async explainEvent(
    @Payload() { logType, event }: ExplainEventRequest,
  ): Promise<MessageInitShape<typeof ExplainEventResponseSchema>> {
    const { enriched, steps, fields } = this.enrichment.explain(logType, event);
    return { event: enriched as Uint8Array<ArrayBuffer>, steps: [...steps], fields };
  }

  @Rpc(EnrichmentSettingsApi.method.listNotices)
  async listNotices(): Promise<MessageInitShape<typeof ListNoticesResponseSchema>> {
    return { notices: this.enrichment.tables().map(noticeToWire) };
  }
}

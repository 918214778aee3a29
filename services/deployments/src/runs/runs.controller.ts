import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type AcknowledgeDeploymentTaskRequest,
  type AcknowledgeDeploymentTaskResponseSchema,
  type ApproveDeploymentRequest,
  type ApproveDeploymentResponseSchema,
  type CancelDeploymentRequest,
  type CancelDeploymentResponseSchema,
  DeploymentsApi,
  type GetDeploymentRequest,
  type GetDeploymentResponseSchema,
  type ListDeploymentsRequest,
  type ListDeploymentsResponseSchema,
  type PauseDeploymentRequest,
  type PauseDeploymentResponseSchema,
  type RecoverDeploymentRequest,
  type RecoverDeploymentResponseSchema,
  type RequestDeploymentRequest,
  type RequestDeploymentResponseSchema,
  type ResumeDeploymentRequest,
  type ResumeDeploymentResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { RunFindings } from './run-findings.query.js';
import { RunProgresses } from './run-progress.query.js';
import { RunReader } from './run-reader.service.js';
import type { RunRequest } from './run-request.js';
import { runOf } from './run-row-state.js';
import { RunsService } from './runs.service.js';
import { runToWire } from './runs.wire.js';

const { method } = DeploymentsApi;

@Controller()
export class RunsController implements Served<typeof DeploymentsApi> {
  constructor(
    private readonly runs: RunsService,
    private readonly reader: RunReader,
    private readonly progresses: RunProgresses,
    private readonly findings: RunFindings,
  ) {}

  @Rpc(method.requestDeployment)
  async requestDeployment(
    @Payload() request: RequestDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RequestDeploymentResponseSchema>> {
    const asked = request as RequestDeploymentRequest & z.input<typeof RunRequest>;
    return this.answer(request.accountId, await this.runs.request(asked, causeOf(call)));
  }

  @Rpc(method.getDeployment)
  async getDeployment(
    @Payload() { accountId, run }: GetDeploymentRequest,
  ): Promise<MessageInitShape<typeof GetDeploymentResponseSchema>> {
    return this.answer(accountId, run);
  }

  @Rpc(method.listDeployments)
  async listDeployments(
    @Payload() { accountId, limit, cursor }: ListDeploymentsRequest,
  ): Promise<MessageInitShape<typeof ListDeploymentsResponseSchema>> {
    const { runs, next } = await this.reader.page(accountId, limit, cursor);
    // Without what changes all the time: that is told of one.
    return { deployments: runs.map((row) => runToWire(row, {}, Date.now())), next };
  }

  @Rpc(method.approveDeployment)
  async approveDeployment(
    @Payload() { accountId, run, hop, changeSet }: ApproveDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ApproveDeploymentResponseSchema>> {
    const looked = changeSet === 0 ? {} : { changeSet };
    await this.runs.approve(accountId, { run, hop, ...looked }, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(method.acknowledgeDeploymentTask)
  async acknowledgeDeploymentTask(
    @Payload() { accountId, run, hop, task }: AcknowledgeDeploymentTaskRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof AcknowledgeDeploymentTaskResponseSchema>> {
    await this.runs.acknowledge(accountId, { run, hop, task }, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(method.pauseDeployment)
  async pauseDeployment(
    @Payload() { accountId, run, reason }: PauseDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof PauseDeploymentResponseSchema>> {
    await this.runs.say('PauseDeployment', accountId, run, reason, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(method.resumeDeployment)
  async resumeDeployment(
    @Payload() { accountId, run, reason }: ResumeDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ResumeDeploymentResponseSchema>> {
    await this.runs.say('ResumeDeployment', accountId, run, reason, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(method.cancelDeployment)
  async cancelDeployment(
    @Payload() { accountId, run, reason }: CancelDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof CancelDeploymentResponseSchema>> {
    await this.runs.say('CancelDeployment', accountId, run, reason, causeOf(call));
    return this.answer(accountId, run);
  }

  @Rpc(method.recoverDeployment)
  async recoverDeployment(
    @Payload() { accountId, run, action, resources, reason }: RecoverDeploymentRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RecoverDeploymentResponseSchema>> {
    await this.runs.recover(accountId, { run, action, resources, reason }, causeOf(call));
    return this.answer(accountId, run);
  }

  private async answer(accountId: string, run: number) {
    const row = await this.reader.one(accountId, run);
    const progress = await this.progresses.of(accountId, run);
    const found = await this.findings.of({ accountId, run, hop: runOf(row).hop });
    return { deployment: runToWire(row, { progress, found }, Date.now()) };
  }
}

import { DiagnosesApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { present } from '../present.js';
import { Caller } from '../request-state.js';
import { Diagnosis, DiagnosisQuery } from './diagnosis.schema.js';
import { diagnosisToRest } from './diagnosis.wire.js';

/** Many pages of events are read on the way. */
const LOOK_MS = 25_000;

@ApiTags('Deployments')
@Controller('accounts/:id')
export class DiagnosisController {
  constructor(
    @Inject(DiagnosesApi.typeName) private readonly diagnoses: Client<typeof DiagnosesApi>,
  ) {}

  @Get('diagnosis')
  @Requires('DeploymentRead', { action: 'DIAGNOSE_STACK' })
  @ApiOperation({
    operationId: 'diagnoseStack',
    summary: 'Explain why a stack in the account did not come through',
    description:
      'By a look into the account, through its inspection role: the first failure of the stack within that failed first, what kind of cause that is, who can do what about it, and what CloudFormation allows next.',
  })
  @ApiOkResponse({ standardSchema: Diagnosis })
  @ApiRefusals(400, 401, 403, 404, 409)
  async diagnose(
    @Param('id') accountId: string,
    @Query({ schema: DiagnosisQuery }) { stack, version = '' }: DiagnosisQuery,
    @Caller() { deadlineAt: _ofOtherRequests, ...caller }: BusCaller,
  ): Promise<Diagnosis> {
    const { diagnosis } = await this.diagnoses.diagnoseStack(
      { accountId, stack, version },
      caller,
      { timeoutMs: LOOK_MS },
    );
    return diagnosisToRest(present(diagnosis));
  }
}

import { RolesApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Requires } from './access.js';
import { ApiRefusals } from './api-refusals.js';
import {
  AssumableQuery,
  AssumableRoles,
  PastedPolicies,
  ProposeRole,
  Reason,
  Role,
  RoleList,
  RoleQuery,
  RoleReview,
  RoleTemplates,
  RoleVerification,
  RoleVerifications,
  RoleWithSteps,
  VerifyRole,
} from './iam-roles.schema.js';
import {
  pastedText,
  reviewToRest,
  roleToRest,
  stepsToRest,
  verificationToRest,
} from './iam-roles.wire.js';
import { pageOf } from './paging.schema.js';
import { present } from './present.js';
import { Caller } from './request-state.js';

const READ = 'IamRoleRead';
const MODIFY = 'IamRoleModify';
const LIMIT = 50;

@ApiTags('IAM Roles')
@Controller('iam-roles')
export class IamRolesController {
  constructor(@Inject(RolesApi.typeName) private readonly roles: Client<typeof RolesApi>) {}

  @Get()
  @Requires(READ, { action: 'LIST_IAM_ROLES', recordSuccess: true })
  @ApiOperation({ operationId: 'listIamRoles', summary: 'List IAM roles, oldest first' })
  @ApiOkResponse({ standardSchema: RoleList })
  @ApiRefusals(400, 401, 403)
  async list(
    @Query({ schema: RoleQuery }) query: RoleQuery,
    @Caller() caller: BusCaller,
  ): Promise<RoleList> {
    const { status = '', environment = '', account = '' } = query;
    const { roles, next } = await this.roles.listRoles(
      { ...pageOf(query, LIMIT), status, environment, account },
      caller,
    );
    return { results: roles.map(roleToRest), ...(next ? { next } : {}) };
  }

  @Get('assumable')
  @Requires(READ, { action: 'LIST_ASSUMABLE_IAM_ROLES', recordSuccess: true })
  @ApiOperation({
    operationId: 'listAssumableIamRoles',
    summary: 'List the active IAM roles that an environment may assume',
  })
  @ApiOkResponse({ standardSchema: AssumableRoles })
  @ApiRefusals(400, 401, 403)
  async assumable(
    @Query({ schema: AssumableQuery }) { environment }: AssumableQuery,
    @Caller() caller: BusCaller,
  ): Promise<AssumableRoles> {
    const { roles } = await this.roles.listAssumableRoles({ environment }, caller);
    return {
      results: roles.map(({ id, arn, externalId, secrets, objects }) => ({
        id,
        arn,
        externalId,
        secrets,
        objects,
      })),
    };
  }

  @Post()
  @HttpCode(200)
  @Requires(MODIFY, { action: 'CREATE_IAM_ROLE' })
  @ApiOperation({ operationId: 'proposeIamRole', summary: 'Register an IAM role' })
  @ApiOkResponse({ description: 'The role, with its external id.', standardSchema: Role })
  @ApiRefusals(400, 401, 403, 409)
  async propose(
    @Body({ schema: ProposeRole }) body: ProposeRole,
    @Caller() caller: BusCaller,
    @Req() request: FastifyRequest,
  ): Promise<Role> {
    request.auditParams = body;
    const { kmsKeys = [], tags = {}, ...rest } = body;
    const { role } = await this.roles.proposeRole({ ...rest, kmsKeys, tags }, caller);
    return roleToRest(present(role));
  }

  @Get(':id')
  @Requires(READ, { action: 'GET_IAM_ROLE' })
  @ApiOperation({ operationId: 'getIamRole', summary: 'Read an IAM role and its history' })
  @ApiOkResponse({ standardSchema: RoleWithSteps })
  @ApiRefusals(401, 403, 404)
  async get(@Param('id') id: string, @Caller() caller: BusCaller): Promise<RoleWithSteps> {
    const { role, steps } = await this.roles.getRole({ id }, caller);
    return { ...roleToRest(present(role)), steps: stepsToRest(steps) };
  }

  @Get(':id/templates')
  @Requires(READ, { action: 'GET_IAM_ROLE_TEMPLATES' })
  @ApiOperation({
    operationId: 'getIamRoleTemplates',
    summary: 'Policies, CloudFormation and Terraform that make the role',
  })
  @ApiOkResponse({ standardSchema: RoleTemplates })
  @ApiRefusals(401, 403, 404)
  async templates(@Param('id') id: string, @Caller() caller: BusCaller): Promise<RoleTemplates> {
    const made = await this.roles.getRoleTemplates({ id }, caller);
    return {
      trustPolicy: made.trustPolicy,
      permissionPolicy: made.permissionPolicy,
      cloudFormationYaml: made.cloudFormationYaml,
      cloudFormationJson: made.cloudFormationJson,
      terraform: made.terraform,
    };
  }

  @Post(':id/review')
  @HttpCode(200)
  @Requires(READ, { action: 'REVIEW_IAM_ROLE', readsOnly: true })
  @ApiOperation({
    operationId: 'reviewIamRole',
    summary: 'Review policies against what the role is registered for',
  })
  @ApiOkResponse({ standardSchema: RoleReview })
  @ApiRefusals(400, 401, 403, 404)
  async review(
    @Param('id') id: string,
    @Body({ schema: PastedPolicies }) pasted: PastedPolicies,
    @Caller() caller: BusCaller,
  ): Promise<RoleReview> {
    return reviewToRest(await this.roles.reviewRolePolicies({ id, ...pastedText(pasted) }, caller));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'VERIFY_IAM_ROLE' })
  @ApiOperation({
    operationId: 'verifyIamRole',
    summary: 'Start to prove an IAM role against AWS, or find the verification under way',
  })
  @ApiOkResponse({ standardSchema: RoleVerification })
  @ApiRefusals(400, 401, 403, 404, 409)
  async verify(
    @Param('id') id: string,
    @Body({ schema: VerifyRole }) pasted: VerifyRole,
    @Caller() caller: BusCaller,
  ): Promise<RoleVerification> {
    const { verification } = await this.roles.verifyRole({ id, ...pastedText(pasted) }, caller);
    return verificationToRest(present(verification));
  }

  @Get(':id/verifications')
  @Requires(READ, { action: 'LIST_IAM_ROLE_VERIFICATIONS' })
  @ApiOperation({
    operationId: 'listIamRoleVerifications',
    summary: 'What verifications of an IAM role came to, step by step',
  })
  @ApiOkResponse({ standardSchema: RoleVerifications })
  @ApiRefusals(401, 403, 404)
  async verifications(
    @Param('id') id: string,
    @Caller() caller: BusCaller,
  ): Promise<RoleVerifications> {
    const { verifications } = await this.roles.listRoleVerifications({ id }, caller);
    return { results: verifications.map(verificationToRest) };
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'SUSPEND_IAM_ROLE' })
  @ApiOperation({ operationId: 'suspendIamRole', summary: 'Suspend an IAM role' })
  @ApiOkResponse({ standardSchema: Role })
  @ApiRefusals(400, 401, 403, 404, 409)
  async suspend(
    @Param('id') id: string,
    @Body({ schema: Reason }) { reason }: Reason,
    @Caller() caller: BusCaller,
  ): Promise<Role> {
    const { role } = await this.roles.suspendRole({ id, reason }, caller);
    return roleToRest(present(role));
  }

  @Post(':id/reinstate')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REINSTATE_IAM_ROLE' })
  @ApiOperation({
    operationId: 'reinstateIamRole',
    summary: 'Let a suspended IAM role be verified anew',
  })
  @ApiOkResponse({ standardSchema: Role })
  @ApiRefusals(400, 401, 403, 404, 409)
  async reinstate(
    @Param('id') id: string,
    @Body({ schema: Reason }) { reason }: Reason,
    @Caller() caller: BusCaller,
  ): Promise<Role> {
    const { role } = await this.roles.reinstateRole({ id, reason }, caller);
    return roleToRest(present(role));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires(MODIFY, { action: 'REVOKE_IAM_ROLE' })
  @ApiOperation({ operationId: 'revokeIamRole', summary: 'Revoke an IAM role for good' })
  @ApiOkResponse({ standardSchema: Role })
  @ApiRefusals(400, 401, 403, 404)
  async revoke(
    @Param('id') id: string,
    @Body({ schema: Reason }) { reason }: Reason,
    @Caller() caller: BusCaller,
  ): Promise<Role> {
    const { role } = await this.roles.revokeRole({ id, reason }, caller);
    return roleToRest(present(role));
  }
}

import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type GetRoleRequest,
  type GetRoleResponseSchema,
  type GetRoleTemplatesRequest,
  type GetRoleTemplatesResponseSchema,
  type ListRoleVerificationsRequest,
  type ListRoleVerificationsResponseSchema,
  type ListAssumableRolesRequest,
  type ListAssumableRolesResponseSchema,
  type ListRolesRequest,
  type ListRolesResponseSchema,
  type ProposeRoleRequest,
  type ProposeRoleResponseSchema,
  type ReinstateRoleRequest,
  type ReinstateRoleResponseSchema,
  type ReviewRolePoliciesRequest,
  type ReviewRolePoliciesResponseSchema,
  type RevokeRoleRequest,
  type RevokeRoleResponseSchema,
  RolesApi,
  type SuspendRoleRequest,
  type SuspendRoleResponseSchema,
  type VerifyRoleRequest,
  type VerifyRoleResponseSchema,
} from '@margay/contracts';
import { type Call, CallContext, causeOf, Rpc, type Served } from '@margay/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { reviewPolicies } from './policies/policy-review.js';
import { RoleReader } from './role-reader.service.js';
import { templatesFor } from './role-template.js';
import { RolesService } from './roles.service.js';
import {
  assumableToWire,
  documentsOf,
  findingToWire,
  proposalFromWire,
  roleToWire,
  stepToWire,
  verificationToWire,
} from './roles.wire.js';
import { Verifications } from './verification/verifications.service.js';

@Controller()
export class RolesController implements Served<typeof RolesApi> {
  constructor(
    private readonly roles: RolesService,
    private readonly reader: RoleReader,
    private readonly verifications: Verifications,
  ) {}

  @Rpc(RolesApi.method.proposeRole)
  async proposeRole(
    @Payload() request: ProposeRoleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ProposeRoleResponseSchema>> {
    const id = await this.roles.propose(proposalFromWire(request), causeOf(call));
    return this.answer(id);
  }

  @Rpc(RolesApi.method.getRole)
  async getRole(
    @Payload() { id }: GetRoleRequest,
  ): Promise<MessageInitShape<typeof GetRoleResponseSchema>> {
    const { role, steps } = await this.reader.withSteps(id);
    return { role: roleToWire(role), steps: steps.map(stepToWire) };
  }

  @Rpc(RolesApi.method.listRoles)
  async listRoles(
    @Payload() { limit, cursor, status, environment, account }: ListRolesRequest,
  ): Promise<MessageInitShape<typeof ListRolesResponseSchema>> {
    const filter = { status, environment, account };
    const { roles, next } = await this.reader.page(filter, limit, cursor);
    return { roles: roles.map(roleToWire), next };
  }

  @Rpc(RolesApi.method.getRoleTemplates)
  async getRoleTemplates(
    @Payload() { id }: GetRoleTemplatesRequest,
  ): Promise<MessageInitShape<typeof GetRoleTemplatesResponseSchema>> {
    return templatesFor(await this.reader.one(id));
  }

  @Rpc(RolesApi.method.reviewRolePolicies)
  async reviewRolePolicies(
    @Payload() { id, ...pasted }: ReviewRolePoliciesRequest,
  ): Promise<MessageInitShape<typeof ReviewRolePoliciesResponseSchema>> {
    const role = await this.reader.one(id);
    const { passed, findings, probes } = reviewPolicies(documentsOf(pasted), role);
    return {
      passed,
      findings: findings.map(findingToWire),
      probes: probes.map((probe) => ({ ...probe, reasons: [...probe.reasons] })),
    };
  }

  @Rpc(RolesApi.method.verifyRole)
  async verifyRole(
    @Payload() { id, ...pasted }: VerifyRoleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof VerifyRoleResponseSchema>> {
    const started = await this.verifications.start(id, documentsOf(pasted), causeOf(call));
    return { verification: verificationToWire(started) };
  }

  @Rpc(RolesApi.method.listRoleVerifications)
  async listRoleVerifications(
    @Payload() { id }: ListRoleVerificationsRequest,
  ): Promise<MessageInitShape<typeof ListRoleVerificationsResponseSchema>> {
    return { verifications: (await this.verifications.of(id)).map(verificationToWire) };
  }

  @Rpc(RolesApi.method.suspendRole)
  async suspendRole(
    @Payload() { id, reason }: SuspendRoleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof SuspendRoleResponseSchema>> {
    await this.roles.change(id, 'SuspendRole', reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(RolesApi.method.reinstateRole)
  async reinstateRole(
    @Payload() { id, reason }: ReinstateRoleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof ReinstateRoleResponseSchema>> {
    await this.roles.change(id, 'ReinstateRole', reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(RolesApi.method.revokeRole)
  async revokeRole(
    @Payload() { id, reason }: RevokeRoleRequest,
    @CallContext() call: Call,
  ): Promise<MessageInitShape<typeof RevokeRoleResponseSchema>> {
    await this.roles.change(id, 'RevokeRole', reason, causeOf(call));
    return this.answer(id);
  }

  @Rpc(RolesApi.method.listAssumableRoles)
  async listAssumableRoles(
    @Payload() { environment }: ListAssumableRolesRequest,
  ): Promise<MessageInitShape<typeof ListAssumableRolesResponseSchema>> {
    const { roles, epoch, position } = await this.reader.assumable(environment);
    return { roles: roles.map(assumableToWire), epoch, position: BigInt(position) };
  }

  private async answer(id: string) {
    return { role: roleToWire(await this.reader.one(id)) };
  }
}

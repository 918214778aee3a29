import { create } from '@bufbuild/protobuf';
import {
  type EventOf,
  RoleActivatedSchema,
  RoleDegradedSchema,
  RoleProposedSchema,
  RoleReinstatedSchema,
  RoleRevokedSchema,
  RoleSuspendedSchema,
  RoleVerificationEndedSchema,
  RoleVerificationFailedSchema,
  RoleVerificationStartedSchema,
} from '@margay/contracts';
import { idOf, type Recorded } from '@margay/event-store';
import type { RoleEvent } from './role.decider.js';

/** What others may know of an event. External ids are for those who may assume roles. */
export function roleEventToWire({ stream, event }: Recorded<RoleEvent>): EventOf<'roles'> {
  const roleId = idOf(stream);
  switch (event.type) {
    case 'RoleProposed': {
      const { arn, purpose, environment, secrets, objects, kmsKeys, principals, tags } =
        event.registration;
      return create(RoleProposedSchema, {
        roleId,
        arn,
        purpose,
        environment,
        secrets: [...secrets],
        objects: [...(objects ?? [])],
        kmsKeys: [...kmsKeys],
        principals: [...principals],
        tags: { ...tags },
      });
    }
    case 'RoleVerificationStarted': {
      const { arn, verificationId } = event;
      return create(RoleVerificationStartedSchema, { roleId, arn, verificationId });
    }
    case 'RoleVerificationEnded': {
      const { arn, verificationId, steps = [] } = event;
      return create(RoleVerificationEndedSchema, {
        roleId,
        arn,
        verificationId,
        steps: [...steps],
      });
    }
    case 'RoleVerificationFailed': {
      const { arn, verificationId, complaints, steps = [] } = event;
      return create(RoleVerificationFailedSchema, {
        roleId,
        arn,
        verificationId,
        complaints: [...complaints],
        steps: [...steps],
      });
    }
    case 'RoleActivated': {
      const { arn, verificationId, steps = [] } = event;
      return create(RoleActivatedSchema, { roleId, arn, verificationId, steps: [...steps] });
    }
    case 'RoleDegraded': {
      const { arn, verificationId, complaints, steps = [] } = event;
      return create(RoleDegradedSchema, {
        roleId,
        arn,
        verificationId,
        complaints: [...complaints],
        steps: [...steps],
      });
    }
    case 'RoleSuspended':
      return create(RoleSuspendedSchema, { roleId, arn: event.arn, reason: event.reason });
    case 'RoleReinstated':
      return create(RoleReinstatedSchema, { roleId, arn: event.arn, reason: event.reason });
    case 'RoleRevoked':
      return create(RoleRevokedSchema, { roleId, arn: event.arn, reason: event.reason });
  }
}

import type { DescFile, DescMessage, MessageShape } from '@bufbuild/protobuf';
import {
  AttemptRecordedSchema,
  HoldLiftedSchema,
  HoldPlacedSchema,
  RebuildBegunSchema,
  RebuildEndedSchema,
  RecordsDroppedSchema,
  RetentionSetSchema,
  SubjectErasedSchema,
} from './gen/margay/audit/v1/audit_events_pb.js';
import {
  ReaderRegisteredSchema,
  ReaderRemovedSchema,
} from './gen/margay/audit/v1/reader_events_pb.js';
import {
  WebhookParkedSchema,
  WebhookPausedSchema,
  WebhookRegisteredSchema,
  WebhookRemovedSchema,
  WebhookResumedSchema,
  WebhookSecretRotatedSchema,
} from './gen/margay/audit/v1/webhook_events_pb.js';
import {
  AccountApprovedSchema,
  AccountDeclinedSchema,
  AccountDescribedSchema,
  AccountExpiredSchema,
  AccountRequestedSchema,
  AccountWithdrawnSchema,
} from './gen/margay/deployments/v1/account_events_pb.js';
import { StackDiagnosedSchema } from './gen/margay/deployments/v1/diagnosis_events_pb.js';
import {
  OverrideApprovedSchema,
  OverrideRequestedSchema,
  OverrideWithdrawnSchema,
} from './gen/margay/deployments/v1/override_events_pb.js';
import {
  PreflightCheckConcludedSchema,
  PreflightCheckWaivedSchema,
  PreflightEndedSchema,
  PreflightStartedSchema,
} from './gen/margay/deployments/v1/preflight_events_pb.js';
import {
  ReleaseListedSchema,
  ReleaseRegisteredSchema,
  ReleaseUnlistedSchema,
  ReleaseWithdrawnSchema,
  UpgradeEdgeClosedSchema,
  UpgradeEdgeOpenedSchema,
} from './gen/margay/deployments/v1/release_events_pb.js';
import {
  DeploymentApprovedSchema,
  DeploymentCancelledSchema,
  DeploymentCancelRequestedSchema,
  DeploymentCompletedSchema,
  DeploymentFailedSchema,
  DeploymentHopCompletedSchema,
  DeploymentPausedSchema,
  DeploymentRecoveredSchema,
  DeploymentRecoveryRequestedSchema,
  DeploymentRequestedSchema,
  DeploymentResumedSchema,
  DeploymentStepFailedSchema,
  DeploymentStepIntendedSchema,
  DeploymentStepSucceededSchema,
  DeploymentTaskAcknowledgedSchema,
} from './gen/margay/deployments/v1/run_events_pb.js';
import {
  FreezeDeclaredSchema,
  FreezeLiftedSchema,
  RolloutApprovedSchema,
  RolloutCancelledSchema,
  RolloutCompletedSchema,
  RolloutDeploymentBegunSchema,
  RolloutDeploymentEndedSchema,
  RolloutDeploymentRefusedSchema,
  RolloutHaltedSchema,
  RolloutPausedSchema,
  RolloutRequestedSchema,
  RolloutResumedSchema,
  RolloutRingCompletedSchema,
} from './gen/margay/deployments/v1/rollout_events_pb.js';
import {
  DataModelDefinedSchema,
  DataModelRemovedSchema,
  EnrichmentRuleDefinedSchema,
  EnrichmentRuleRemovedSchema,
  LookupTableActivatedSchema,
  LookupTableDefinedSchema,
  LookupTableImportedSchema,
  LookupTableImportFailedSchema,
  LookupTableOverdueSchema,
  LookupTableRemovedSchema,
  ProviderAnswersPurgedSchema,
  ProviderBreakerClosedSchema,
  ProviderBreakerForcedSchema,
  ProviderBreakerOpenedSchema,
  ProviderDefinedSchema,
  ProviderRemovedSchema,
} from './gen/margay/enrichment/v1/settings_events_pb.js';
import {
  RoleActivatedSchema,
  RoleDegradedSchema,
  RoleProposedSchema,
  RoleReinstatedSchema,
  RoleRevokedSchema,
  RoleSuspendedSchema,
  RoleVerificationEndedSchema,
  RoleVerificationFailedSchema,
  RoleVerificationStartedSchema,
} from './gen/margay/roles/v1/role_events_pb.js';
import {
  RetiredValueUsedSchema,
  RotationEndedSchema,
  RotationUndoneSchema,
  TokenCreatedSchema,
  TokenDeletedSchema,
  TokenDisabledSchema,
  TokenEnabledSchema,
  TokenExpiredSchema,
  TokenExpiringSchema,
  TokenLeakedSchema,
  TokenRotatedSchema,
  TokenUpdatedSchema,
  TokenValueRekeyedSchema,
  TokensRevokedSchema,
} from './gen/margay/tokens/v1/token_events_pb.js';

/**
 * Every event that a service publishes, by service.
 *
 * A service can publish nothing that is not here, and the audit log has a mapping for everything
 * that is: a new event compiles only when both are so.
 */
export const EVENTS = {
  tokens: [
    TokenCreatedSchema,
    TokenUpdatedSchema,
    TokenRotatedSchema,
    RotationEndedSchema,
    RotationUndoneSchema,
    RetiredValueUsedSchema,
    TokenDisabledSchema,
    TokenEnabledSchema,
    TokenDeletedSchema,
    TokenLeakedSchema,
    TokenExpiringSchema,
    TokenExpiredSchema,
    TokenValueRekeyedSchema,
    TokensRevokedSchema,
  ],
  roles: [
    RoleActivatedSchema,
    RoleDegradedSchema,
    RoleProposedSchema,
    RoleReinstatedSchema,
    RoleRevokedSchema,
    RoleSuspendedSchema,
    RoleVerificationEndedSchema,
    RoleVerificationFailedSchema,
    RoleVerificationStartedSchema,
  ],
  deployments: [
    AccountApprovedSchema,
    AccountDeclinedSchema,
    AccountDescribedSchema,
    AccountExpiredSchema,
    AccountRequestedSchema,
    AccountWithdrawnSchema,
    DeploymentApprovedSchema,
    DeploymentCancelledSchema,
    DeploymentCancelRequestedSchema,
    DeploymentCompletedSchema,
    DeploymentFailedSchema,
    DeploymentHopCompletedSchema,
    DeploymentPausedSchema,
    DeploymentRecoveredSchema,
    DeploymentRecoveryRequestedSchema,
    DeploymentRequestedSchema,
    DeploymentResumedSchema,
    DeploymentStepFailedSchema,
    DeploymentStepIntendedSchema,
    DeploymentStepSucceededSchema,
    DeploymentTaskAcknowledgedSchema,
    StackDiagnosedSchema,
    FreezeDeclaredSchema,
    FreezeLiftedSchema,
    RolloutApprovedSchema,
    RolloutCancelledSchema,
    RolloutCompletedSchema,
    RolloutDeploymentBegunSchema,
    RolloutDeploymentEndedSchema,
    RolloutDeploymentRefusedSchema,
    RolloutHaltedSchema,
    RolloutPausedSchema,
    RolloutRequestedSchema,
    RolloutResumedSchema,
    RolloutRingCompletedSchema,
    OverrideApprovedSchema,
    OverrideRequestedSchema,
    OverrideWithdrawnSchema,
    PreflightCheckConcludedSchema,
    PreflightCheckWaivedSchema,
    PreflightEndedSchema,
    PreflightStartedSchema,
    ReleaseListedSchema,
    ReleaseRegisteredSchema,
    ReleaseUnlistedSchema,
    ReleaseWithdrawnSchema,
    UpgradeEdgeClosedSchema,
    UpgradeEdgeOpenedSchema,
  ],
  enrichment: [
    DataModelDefinedSchema,
    DataModelRemovedSchema,
    EnrichmentRuleDefinedSchema,
    EnrichmentRuleRemovedSchema,
    LookupTableActivatedSchema,
    LookupTableDefinedSchema,
    LookupTableImportedSchema,
    LookupTableImportFailedSchema,
    LookupTableOverdueSchema,
    LookupTableRemovedSchema,
    ProviderAnswersPurgedSchema,
    ProviderBreakerClosedSchema,
    ProviderBreakerForcedSchema,
    ProviderBreakerOpenedSchema,
    ProviderDefinedSchema,
    ProviderRemovedSchema,
  ],
  audit: [
    AttemptRecordedSchema,
    RetentionSetSchema,
    HoldPlacedSchema,
    HoldLiftedSchema,
    SubjectErasedSchema,
    RecordsDroppedSchema,
    RebuildBegunSchema,
    RebuildEndedSchema,
    ReaderRegisteredSchema,
    ReaderRemovedSchema,
    WebhookRegisteredSchema,
    WebhookPausedSchema,
    WebhookParkedSchema,
    WebhookResumedSchema,
    WebhookSecretRotatedSchema,
    WebhookRemovedSchema,
  ],
} as const satisfies Readonly<Record<string, readonly DescMessage[]>>;

/** A service that decides by events. */
export type EventSource = keyof typeof EVENTS;

/** The events of one service, told apart by `$typeName`. */
export type EventOf<Source extends EventSource> = MessageShape<(typeof EVENTS)[Source][number]>;

/** Any event of any service. */
export type AnyEvent = { [Source in EventSource]: EventOf<Source> }[EventSource];

export const EVENT_SOURCES = Object.keys(EVENTS) as readonly EventSource[];

/** Which proto files a service's events are in, for those who read them from a stream. */
export const eventFilesOf = (source: EventSource): readonly DescFile[] => [
  ...new Set(EVENTS[source].map(({ file }: DescMessage) => file)),
];

const SCHEMAS: ReadonlyMap<string, DescMessage> = new Map(
  Object.values(EVENTS)
    .flat()
    .map((schema: DescMessage) => [schema.typeName, schema]),
);

/** An event with what describes it, as the bus wants it. */
export function describedEvent(message: AnyEvent): {
  readonly schema: DescMessage;
  readonly message: AnyEvent;
} {
  const schema = SCHEMAS.get(message.$typeName);
  if (!schema) throw new TypeError(`There is no event ${message.$typeName}.`);
  return { schema, message };
}

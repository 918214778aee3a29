export * from './gen/margay/actor/v1/actor_pb.js';
export * from './gen/margay/audit/v1/audit_pb.js';
export * from './gen/margay/audit/v1/audit_events_pb.js';
export * from './gen/margay/audit/v1/reader_events_pb.js';
export * from './gen/margay/audit/v1/readers_pb.js';
export * from './gen/margay/audit/v1/webhook_events_pb.js';
export * from './gen/margay/audit/v1/webhooks_pb.js';
export * from './gen/margay/deployments/v1/diagnoses_pb.js';
export * from './gen/margay/deployments/v1/diagnosis_events_pb.js';
export * from './gen/margay/deployments/v1/account_events_pb.js';
export * from './gen/margay/deployments/v1/accounts_pb.js';
export * from './gen/margay/deployments/v1/deployments_pb.js';
export * from './gen/margay/deployments/v1/override_events_pb.js';
export * from './gen/margay/deployments/v1/plans_pb.js';
export * from './gen/margay/deployments/v1/preflight_events_pb.js';
export * from './gen/margay/deployments/v1/preflights_pb.js';
export * from './gen/margay/deployments/v1/release_events_pb.js';
export * from './gen/margay/deployments/v1/releases_pb.js';
export * from './gen/margay/deployments/v1/rollout_events_pb.js';
export * from './gen/margay/deployments/v1/rollouts_pb.js';
export * from './gen/margay/deployments/v1/run_events_pb.js';
export * from './gen/margay/enrichment/v1/enrichment_pb.js';
export * from './gen/margay/enrichment/v1/lookup_tables_pb.js';
export * from './gen/margay/enrichment/v1/pipeline_pb.js';
export * from './gen/margay/enrichment/v1/provider_lookups_pb.js';
export * from './gen/margay/enrichment/v1/providers_pb.js';
export * from './gen/margay/enrichment/v1/settings_pb.js';
export * from './gen/margay/enrichment/v1/settings_events_pb.js';
export * from './gen/margay/enrichment/v1/shared_state_pb.js';
export * from './gen/margay/error/v1/error_pb.js';
export * from './gen/margay/eventlog/v1/eventlog_pb.js';
export * from './gen/margay/roles/v1/role_events_pb.js';
export * from './gen/margay/roles/v1/roles_pb.js';
export * from './gen/margay/tokens/v1/tokens_pb.js';
export * from './gen/margay/tokens/v1/token_events_pb.js';
export {
  type Actor,
  actorFromWire,
  actorToWire,
  type Origin,
  originFromWire,
  originToWire,
} from './actor.js';
export * from './address.js';
export * from './cursor.js';
export * from './events.js';
export * from './permissions.js';
export * from './service-error.js';
export { type FieldError } from './service-error.js';
export * from './token-value.js';

import { azureActorUser, azureEventType } from './azure.js';
import { cloudTrailActorUser, cloudTrailEventType, cloudTrailSourceIp } from './cloudtrail.js';
import type { FieldReader } from './field-path.js';
import {
  gcpActorUser,
  gcpAssignedAdminRole,
  gcpEventType,
  gcpSourceIps,
  gcpUser,
} from './gcp-audit-log.js';
import {
  ciscoUmbrellaDnsQuery,
  gitHubAssignedAdminRole,
  gitHubEventType,
  notionActorUser,
  oktaActorUser,
  pantherActorUser,
  pantherEventType,
  zendeskUser,
} from './saas.js';

/** The methods that a data model may name, for fields that no path reaches. */
export const extractors: ReadonlyMap<string, FieldReader> = new Map(
  Object.entries({
    azureActorUser,
    azureEventType,
    ciscoUmbrellaDnsQuery,
    cloudTrailActorUser,
    cloudTrailEventType,
    cloudTrailSourceIp,
    gcpActorUser,
    gcpAssignedAdminRole,
    gcpEventType,
    gcpSourceIps,
    gcpUser,
    gitHubAssignedAdminRole,
    gitHubEventType,
    notionActorUser,
    oktaActorUser,
    pantherActorUser,
    pantherEventType,
    zendeskUser,
  }),
);

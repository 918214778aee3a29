import type { JsonObject } from '../json-object.js';
import { compileFieldPath } from './field-path.js';
import { firstTextAt, textAt } from './field-text.js';

const oktaAlternateId = textAt('$.actor.alternateId');
const oktaDisplayName = textAt('$.actor.displayName');

/** System actors have the word `unknown` for an id. */
export function oktaActorUser(event: JsonObject): string | undefined {
  const id = oktaAlternateId(event);
  return id === undefined || id === 'unknown' ? oktaDisplayName(event) : id;
}

const gitHubAction = textAt('action');

/** Actions by which somebody becomes an administrator of an enterprise or a team. */
const GITHUB_ADMIN_GRANTS = new Set([
  'business.add_admin',
  'business.invite_admin',
  'team.promote_maintainer',
]);

export function gitHubEventType(event: JsonObject): string | undefined {
  if (gitHubAssignedAdminRole(event) !== undefined) return 'admin_role_assigned';
  const isMfaOff = gitHubAction(event) === 'org.disable_two_factor_requirement';
  return isMfaOff ? 'mfa_disabled' : undefined;
}

export function gitHubAssignedAdminRole(event: JsonObject): string | undefined {
  const action = gitHubAction(event);
  return action !== undefined && GITHUB_ADMIN_GRANTS.has(action) ? action : undefined;
}

const notionPerson = compileFieldPath('$.event.actor.person');
const notionEmail = textAt('$.event.actor.person.email');
const notionActorId = textAt('$.event.actor.id');

/** Bots and tokens act without a person. */
export const notionActorUser = (event: JsonObject): string | undefined =>
  (notionPerson(event) ?? null) === null ? notionActorId(event) : notionEmail(event);

const zendeskSourceType = textAt('source_type');
const zendeskSourceLabel = textAt('source_label');

export const zendeskUser = (event: JsonObject): string | undefined =>
  zendeskSourceType(event) === 'user' ? zendeskSourceLabel(event) : undefined;

const umbrellaDomain = textAt('domain');

export const ciscoUmbrellaDnsQuery = (event: JsonObject): string | undefined =>
  umbrellaDomain(event)?.replace(/\.$/, '');

export const pantherActorUser = firstTextAt('$.actor.attributes.email', '$.actor.id');

const pantherAction = textAt('actionName');

const PANTHER_EVENT_TYPES = new Map([
  ['CREATE_USER', 'user_account_created'],
  ['DELETE_USER', 'user_account_deleted'],
  ['UPDATE_USER', 'user_account_modified'],
  ['CREATE_USER_ROLE', 'user_group_created'],
  ['DELETE_USER_ROLE', 'user_group_deleted'],
  ['UPDATE_USER_ROLE', 'user_role_modified'],
]);

export const pantherEventType = (event: JsonObject): string | undefined =>
  PANTHER_EVENT_TYPES.get(pantherAction(event) ?? '');

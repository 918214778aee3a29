import { isJsonObject, type JsonObject } from '../json-object.js';
import { compileFieldPath } from './field-path.js';
import { firstTextAt, textAt } from './field-text.js';

const callerIp = textAt('$.protoPayload.requestMetadata.callerIP');
const bindingDeltas = compileFieldPath('$.protoPayload.serviceData.policyDelta.bindingDeltas');
const action = textAt('action');
const role = textAt('role');
const member = textAt('member');

const ADMIN_ROLE = /^roles\/(owner|.*Admin)$/;

export const gcpActorUser = firstTextAt(
  '$.protoPayload.authenticationInfo.principalEmail',
  '$.protoPayload.authenticationInfo.principalSubject',
  '$.protoPayload.authenticationInfo.authoritySelector',
);

/** The list form of the caller's address. */
export function gcpSourceIps(event: JsonObject): string[] {
  const address = callerIp(event);
  return address === undefined ? [] : [address];
}

export const gcpEventType = (event: JsonObject): string | undefined =>
  addedBindings(event).some((binding) => ADMIN_ROLE.test(role(binding) ?? ''))
    ? 'admin_role_assigned'
    : undefined;

/** JSON text of the roles that were added. */
export const gcpAssignedAdminRole = (event: JsonObject): string =>
  JSON.stringify(distinct(addedBindings(event).map(role)));

/** JSON text of the members that gained a role. */
export const gcpUser = (event: JsonObject): string =>
  JSON.stringify(distinct(addedBindings(event).map(member)));

function addedBindings(event: JsonObject): JsonObject[] {
  const deltas = bindingDeltas(event);
  if (!Array.isArray(deltas)) return [];
  return deltas.filter(isJsonObject).filter((delta) => action(delta) === 'ADD');
}

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text) => text !== undefined)),
];

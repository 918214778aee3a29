import { parseAddress } from '../address/address.js';
import type { JsonObject } from '../json-object.js';
import { firstTextAt, textAt } from './field-text.js';

const sourceIpAddress = textAt('sourceIPAddress');
const eventName = textAt('eventName');
const eventType = textAt('eventType');
const loginOutcome = textAt('$.responseElements.ConsoleLogin');
const identityType = textAt('$.userIdentity.type');
const userName = textAt('$.userIdentity.userName');
const rootName = firstTextAt('$.userIdentity.userName', '$.userIdentity.accountId');
const principalId = textAt('$.userIdentity.principalId');
const issuerName = textAt('$.userIdentity.sessionContext.sessionIssuer.userName');
const sourceIdentity = firstTextAt(
  '$.userIdentity.sourceIdentity',
  '$.userIdentity.sessionContext.sourceIdentity',
);
const invokedBy = textAt('$.userIdentity.invokedBy');
const identityCenterName = textAt('$.additionalEventData.UserName');

/** A call that an AWS service made carries the service's name where the address would be. */
export function cloudTrailSourceIp(event: JsonObject): string | undefined {
  const text = sourceIpAddress(event);
  return text !== undefined && parseAddress(text) !== undefined ? text : undefined;
}

/** Who acted; the kind of identity says where the name stands. */
export function cloudTrailActorUser(event: JsonObject): string | undefined {
  if (eventType(event) === 'AwsServiceEvent') return invokedBy(event);
  switch (identityType(event) ?? '') {
    case 'Root':
      return rootName(event);
    case 'IAMUser':
    case 'Directory':
    case 'Unknown':
    case 'SAMLUser':
    case 'WebIdentityUser':
      return userName(event);
    case 'AssumedRole':
    case 'Role':
    case 'FederatedUser':
      return roleUser(event);
    case 'IdentityCenterUser':
      return identityCenterName(event);
    case 'AWSService':
    case 'AWSAccount':
      return sourceIdentity(event);
    default:
      return 'UnknownUser';
  }
}

/** Single sign-on shares one role among people: the person is the session, after the colon. */
function roleUser(event: JsonObject): string | undefined {
  const role = issuerName(event);
  if (role === undefined || !role.startsWith('AWSReservedSSO_')) return role;
  const principal = principalId(event);
  const colon = principal?.indexOf(':') ?? -1;
  return colon === -1 ? undefined : principal?.slice(colon + 1);
}

export function cloudTrailEventType(event: JsonObject): string | undefined {
  switch (eventName(event) ?? '') {
    case 'ConsoleLogin':
      return identityType(event) === 'IAMUser' ? loginEventType(event) : undefined;
    case 'CreateUser':
      return 'user_account_created';
    case 'CreateAccountResult':
      return 'account_created';
    default:
      return undefined;
  }
}

function loginEventType(event: JsonObject): string | undefined {
  switch (loginOutcome(event) ?? '') {
    case 'Failure':
      return 'failed_login';
    case 'Success':
      return 'successful_login';
    default:
      return undefined;
  }
}

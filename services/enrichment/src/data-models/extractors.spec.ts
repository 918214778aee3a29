import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json-object.js';
import { extractors } from './extractors.js';

const run = (name: string, event: JsonObject): unknown => extractors.get(name)!(event);

describe('an extractor', () => {
  const grant = (role: string, action = 'ADD') => ({ action, role, member: 'user:a@x' });
  const policy = (...bindingDeltas: unknown[]) => ({
    protoPayload: { serviceData: { policyDelta: { bindingDeltas } } },
  });

  it.each<[string, JsonObject, unknown]>([
    ['oktaActorUser', { actor: { alternateId: 'a@x', displayName: 'A' } }, 'a@x'],
    ['oktaActorUser', { actor: { alternateId: 'unknown', displayName: 'A' } }, 'A'],
    ['oktaActorUser', { actor: { displayName: 'A' } }, 'A'],
    ['gcpSourceIps', { protoPayload: { requestMetadata: { callerIP: '8.8.8.8' } } }, ['8.8.8.8']],
    ['gcpSourceIps', {}, []],
    ['gcpActorUser', { protoPayload: { authenticationInfo: { principalSubject: 's' } } }, 's'],
    ['gcpEventType', policy(grant('roles/owner')), 'admin_role_assigned'],
    ['gcpEventType', policy(grant('roles/iam.securityAdmin')), 'admin_role_assigned'],
    ['gcpEventType', policy(grant('roles/owner', 'REMOVE')), undefined],
    ['gcpEventType', policy(grant('roles/viewer'), 7), undefined],
    ['gcpAssignedAdminRole', policy(grant('roles/owner')), '["roles/owner"]'],
    ['gcpUser', policy(grant('roles/owner'), grant('roles/viewer')), '["user:a@x"]'],
    ['gitHubEventType', { action: 'business.add_admin' }, 'admin_role_assigned'],
    ['gitHubEventType', { action: 'org.disable_two_factor_requirement' }, 'mfa_disabled'],
    ['gitHubEventType', { action: 'repo.create' }, undefined],
    ['gitHubAssignedAdminRole', { action: 'team.promote_maintainer' }, 'team.promote_maintainer'],
    [
      'azureActorUser',
      { category: 'ServicePrincipalSignInLogs', properties: { servicePrincipalName: 'p' } },
      'p',
    ],
    ['azureActorUser', { category: 'SignInLogs', properties: { userPrincipalName: 'u' } }, 'u'],
    [
      'azureActorUser',
      { category: 'AuditLogs', properties: { userPrincipalName: 'u' } },
      undefined,
    ],
    [
      'azureEventType',
      { operationName: 'Sign-in activity', properties: { status: { errorCode: 0 } } },
      'successful_login',
    ],
    [
      'azureEventType',
      { operationName: 'Sign-in activity', properties: { status: { errorCode: 50126 } } },
      'failed_login',
    ],
    ['azureEventType', { operationName: 'Add user' }, undefined],
    ['zendeskUser', { source_type: 'user', source_label: 'Ann' }, 'Ann'],
    ['zendeskUser', { source_type: 'rule', source_label: 'R' }, undefined],
    ['notionActorUser', { event: { actor: { id: '1', person: { email: 'a@x' } } } }, 'a@x'],
    ['notionActorUser', { event: { actor: { id: '1' } } }, '1'],
    ['ciscoUmbrellaDnsQuery', { domain: 'example.com.' }, 'example.com'],
    ['pantherActorUser', { actor: { id: '1', attributes: { email: 'a@x' } } }, 'a@x'],
    ['pantherActorUser', { actor: { id: '1' } }, '1'],
    ['pantherEventType', { actionName: 'CREATE_USER_ROLE' }, 'user_group_created'],
    ['pantherEventType', { actionName: 'constructor' }, undefined],
  ])('%s makes of %j: %j', (name, event, value) => expect(run(name, event)).toEqual(value));

  it.each([...extractors.keys()])('%s copes with any JSON', (name) =>
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (e) => void run(name, e))),
  );
});

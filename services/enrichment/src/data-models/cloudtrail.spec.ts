import { describe, expect, it } from '@jest/globals';
import { cloudTrailActorUser, cloudTrailEventType, cloudTrailSourceIp } from './cloudtrail.js';

describe('the source address of a CloudTrail event', () => {
  it('is there when a machine called', () =>
    expect(cloudTrailSourceIp({ sourceIPAddress: '8.8.8.8' })).toBe('8.8.8.8'));
  it.each([[{ sourceIPAddress: 'ec2.amazonaws.com' }], [{ sourceIPAddress: 7 }], [{}]])(
    'is missing when a service called: %j',
    (event) => expect(cloudTrailSourceIp(event)).toBeUndefined(),
  );
});

describe('the actor of a CloudTrail event', () => {
  const sso = { sessionIssuer: { userName: 'AWSReservedSSO_Admin_1' } };
  it.each([
    ['a root user with a name', { type: 'Root', userName: 'r', accountId: '1' }, 'r'],
    ['a root user without one', { type: 'Root', accountId: '1' }, '1'],
    ['an IAM user', { type: 'IAMUser', userName: 'pedro' }, 'pedro'],
    ['a role', { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'x' } } }, 'x'],
    ['a person', { type: 'AssumedRole', sessionContext: sso, principalId: 'A:me@x' }, 'me@x'],
    [
      'a nameless session',
      { type: 'AssumedRole', sessionContext: sso, principalId: 'A' },
      undefined,
    ],
    ['an account', { type: 'AWSAccount', sourceIdentity: 'who' }, 'who'],
    ['a type of tomorrow', { type: 'Robot' }, 'UnknownUser'],
    ['a broken identity', 'x', 'UnknownUser'],
  ])('is found for %s', (_who, userIdentity, actor) =>
    expect(cloudTrailActorUser({ userIdentity })).toBe(actor),
  );
  it('is the service for a service event', () =>
    expect(
      cloudTrailActorUser({ eventType: 'AwsServiceEvent', userIdentity: { invokedBy: 'kms' } }),
    ).toBe('kms'));
  it('is named beside the identity for Identity Center', () =>
    expect(
      cloudTrailActorUser({
        userIdentity: { type: 'IdentityCenterUser' },
        additionalEventData: { UserName: 'ann' },
      }),
    ).toBe('ann'));
});

describe('the type of a CloudTrail event', () => {
  const login = (ConsoleLogin: string, type = 'IAMUser') => ({
    eventName: 'ConsoleLogin',
    userIdentity: { type },
    responseElements: { ConsoleLogin },
  });
  it.each([
    [login('Success'), 'successful_login'],
    [login('Failure'), 'failed_login'],
    [login('Maybe'), undefined],
    [login('Success', 'AssumedRole'), undefined],
    [{ eventName: 'CreateUser' }, 'user_account_created'],
    [{ eventName: 'CreateAccountResult' }, 'account_created'],
    [{ eventName: 'DescribeInstances' }, undefined],
  ])('of %j is %s', (event, type) => expect(cloudTrailEventType(event)).toBe(type));
});
